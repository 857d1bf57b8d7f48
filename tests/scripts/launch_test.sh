#!/bin/sh
# launch_test.sh SERVER SHELL...: runs server/launch.sh under SHELL in a copy of the sources whose path has spaces. A
# stand-in for cmake hands out SERVER, so that every way through the launcher takes milliseconds.
# shellcheck disable=SC2016,SC2317,SC2329 # code of stand-ins; functions that check calls by name
set -u

server=$1
shift
command -v "$1" >/dev/null 2>&1 || { echo "$1 is not installed"; exit 77; }
shell=$*

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
clone="$work/a clone"
data="$work/plugin data"
calls=$work/calls
mkdir -p "$clone/server" "$work/tools" "$work/other"
cp CMakeLists.txt "$clone/"
cp server/*.sh "$clone/server/"

cat >"$work/tools/cmake" <<'END'
#!/bin/sh
echo "cmake on stdout"
echo "cmake on stderr" >&2
while [ "$#" -gt 0 ]; do
  case $1 in
    -B)      mkdir -p "$2" ;;
    --build) echo build >>"$STUB_CALLS"
             [ -z "${STUB_SECONDS:-}" ] || sleep "$STUB_SECONDS"
             [ -z "${STUB_FAILS:-}" ] || { echo "fatal: no such header"; exit 1; }
             mkdir -p "$2/bin" && cp "$STUB_SERVER" "$2/bin/rust-nix-doctor" ;;
  esac
  shift
done
END
# A server of another version on PATH is not taken.
printf '#!/bin/sh\necho "rust-nix-doctor 0.0.1"\n' >"$work/tools/rust-nix-doctor"
printf '#!/bin/sh\nexec "%s" "$@"\n' "$server" >"$work/other/rust-nix-doctor"
chmod 755 "$work"/tools/* "$work"/other/*

requests='{"jsonrpc":"2.0","id":"server-discover-probe-1","method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}
{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":1,"method":"tools/list"}'

failures=0
check() {  # check WHAT CONDITION...
  what=$1
  shift
  if "$@"; then return 0; fi
  failures=$((failures + 1))
  printf 'FAILED: %s\n-- stdout:\n%s\n-- stderr:\n%s\n' "$what" "$(cat "$work/out")" "$(cat "$work/err")"
}

launch() {  # launch [NAME=VALUE...]: one session; its exit status is kept in $status
  # shellcheck disable=SC2086 # a shell with an argument
  printf '%s\n' "$requests" | env STUB_CALLS="$calls" STUB_SERVER="$server" CLAUDE_PLUGIN_DATA="$data" \
    PATH="$work/tools:$PATH" "$@" $shell "$clone/server/launch.sh" >"$work/out" 2>"$work/err"
  status=$?
}

only_json() { ! grep -qv '^{.*"jsonrpc":"2.0".*}$' "$work/out"; }
answered() { [ "$status" -eq 0 ] && only_json && grep -q '"id":1[,}]' "$work/out" && grep -q classify_error "$work/out"; }
builds() { [ "$(wc -l <"$calls" 2>/dev/null || echo 0)" -eq "$1" ]; }
says() { grep -q "$1" "$work/err"; }
silent() { [ ! -s "$work/err" ]; }
# shellcheck source=server/build.sh
note() { . "$clone/server/build.sh" && note_build "$clone/build" "$(source_key "$clone")"; }

: >"$calls"
launch STUB_FAILS=1
check "a build that fails ends with status 1" [ "$status" -eq 1 ]
check "a build that fails says nothing on stdout" [ ! -s "$work/out" ]
check "a build that fails shows the end of its log" says 'fatal: no such header'
check "a build that fails leaves no lock" [ -z "$(find "$data" -name lock)" ]

: >"$calls"
launch
check "the first start builds and answers" answered
check "the first start builds once" builds 1
check "the build leaves no tree behind" [ -z "$(find "$data" -name 'tree.*')" ]

launch
check "the second start answers" answered
check "the second start does not build" builds 1
check "the second start says nothing on stderr" silent

find "$data" -name rust-nix-doctor -exec sh -c 'printf "#!/bin/sh\nexit 127\n" >"$1"' sh {} \;
launch
check "a build that stopped working is replaced" answered
check "a build that stopped working is built again" builds 2

echo '# changed' >>"$clone/CMakeLists.txt"
launch
check "changed sources are built" builds 3
check "changed sources are answered for" answered

rm -rf "$data"
: >"$calls"
launch STUB_SECONDS=1 &
first=$!
launch_two=$work/two
(
  work_out=$launch_two
  # shellcheck disable=SC2086
  printf '%s\n' "$requests" | env STUB_CALLS="$calls" STUB_SERVER="$server" CLAUDE_PLUGIN_DATA="$data" STUB_SECONDS=1 \
    PATH="$work/tools:$PATH" $shell "$clone/server/launch.sh" >"$work_out" 2>/dev/null
)
wait "$first"
status=0
check "the first of two starts answers" answered
cp "$launch_two" "$work/out"
check "the second of two starts answers" answered
check "two starts at once build once" builds 1

rm -rf "$data"/build/*/bin
: >"$calls"
sh -c 'exit 0' &
gone=$!
wait "$gone"
lock=$(echo "$data"/build/*)/lock
mkdir "$lock" && echo "$gone" >"$lock/pid"
launch
check "a lock whose owner is gone is taken over" answered
check "a lock whose owner is gone does not stop the build" builds 1

rm -rf "$data"
: >"$calls"
mkdir -p "$clone/build/bin"
cp "$server" "$clone/build/bin/rust-nix-doctor"
note
launch
check "the clone's own build answers" answered
check "the clone's own build is taken as it is" builds 0

echo '# changed' >>"$clone/CMakeLists.txt"
launch
check "an outdated build of the clone is not taken" builds 1

rm -rf "$data" "$clone/build"
: >"$calls"
launch PATH="$work/other:$work/tools:$PATH"
check "a server of this version on PATH answers" answered
check "a server of this version on PATH is taken as it is" builds 0

launch PATH="$work/tools:$PATH" HOME="$work/home" CLAUDE_PLUGIN_DATA=
check "without CLAUDE_PLUGIN_DATA the server is kept in the cache folder" [ -d "$work/home/.cache/rust-nix-toolchain/build" ]

[ "$failures" -eq 0 ] && echo "all of launch.sh under: $shell"
exit "$failures"
