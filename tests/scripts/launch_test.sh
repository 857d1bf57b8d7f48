#!/bin/sh
# launch_test.sh SERVER SHELL...: runs server/launch.sh under SHELL in a copy of the sources whose path has spaces. A
# stand-in for cmake hands out SERVER, or a recorder that shows what the server is given, so that every way through the
# launcher takes a second.
# shellcheck disable=SC2016,SC2317,SC2329 # code of stand-ins; functions that check calls by name
set -u

server=$1
shift
command -v "$1" >/dev/null 2>&1 || { echo "$1 is not installed"; exit 77; }
shell=$*
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
clone="$work/a clone"
out=$work/out
err=$work/err
# shellcheck source=tests/scripts/launch_fixture.sh
. "$here/launch_fixture.sh"
# shellcheck source=server/build.sh
. "$clone/server/build.sh"

# --- the handshake: what the launcher says is what the server says ----------------------------------------------------

handshake >"$work/handshake"
"$server" serve <"$work/handshake" | sort >"$work/expected"
fresh
held=yes
start
cat "$work/handshake" >&9
hang_up
check "the handshake is answered" [ "$(wc -l <"$work/expected")" -gt 15 ]
sort "$out" >"$work/sorted"
check "the launcher answers as the server does" cmp -s "$work/expected" "$work/sorted"
check "the end of the input ends a session whose server is being built" [ "$status" -eq 0 ]
check "nothing is left in the folder for temporary files" [ -z "$(ls -A "$work/tmp")" ]
kill_builder

# --- the first call waits, and the process becomes the server ---------------------------------------------------------

fresh
held=yes
start
request 1 tools/call '"_meta":{"progressToken":"p"},"name":"classify_error","arguments":{"log":"error: asm! and global_asm! sym operands are not yet supported"}' >&9
request 2 tools/call '"name":"on_bash","arguments":{}' >&9
check "what a hook asks is answered with nothing, at once" answered 2 '"content":\[\]'
check "a call that waits is told of progress" answers 'notifications/progress.*"progressToken":"p".*\[1/2\]'
let_go
check "the first call is answered when the server is built" answered 1 'known: `sym` operands'
request 3 tools/list >&9
check "the server goes on with the session" answered 3 classify_error
check "the launcher's process is the server" is_server_process
check "nothing but messages is printed" only_json
hang_up
check "the session ends well" [ "$status" -eq 0 ]
check "one build was made" builds 1
check "the build leaves neither tree nor lock" eventually cleaned_up
check "the log says why each other way was left out" logs 'skipped: there is no server/prebuilt/'
check "the log says so of Nix" logs 'skipped: there is no server/package.nix'

start
request 1 tools/list >&9
check "the second session answers" answered 1 classify_error
hang_up
check "the second session builds nothing" builds 1
check "the second session says nothing on stderr" [ ! -s "$err" ]

held=
find "$data" -name rust-nix-doctor -exec sh -c 'printf "#!/bin/sh\nexit 127\n" >"$1"' sh {} \;
start
request 1 tools/call '"name":"lookup_limitation","arguments":{"query":"asm"}' >&9
check "a build that stopped working is replaced" answered 1 entries
hang_up
check "a build that stopped working is built again" builds 2

old=$(echo "$data"/build/*)
mkdir -p "$data/build/1" "$data/build/2/lock"
sh -c 'exec sleep 60; : builder' builder &
other=$!
echo "$other" >"$data/build/2/lock/pid"
echo '# changed' >>"$clone/CMakeLists.txt"
start
request 1 tools/call '"name":"lookup_limitation","arguments":{"query":"asm"}' >&9
check "changed sources are built" answered 1 entries
hang_up
eventually [ ! -e "$old" ]
check "old builds are removed" [ ! -e "$old" ] && check "all of them" [ ! -e "$data/build/1" ]
kill "$other"

# --- what the server is given -----------------------------------------------------------------------------------------

fresh
made_server=$recorder
held=yes
start
{
  request 0 initialize '"protocolVersion":"2025-03-26","capabilities":{}'
  modern_request '"d"' server/discover
} | tee "$work/handshake" >&9
check "both eras are answered on one connection" answered '"d"' supportedVersions
big_request >"$work/sent"
{
  printf '%s\n' '{"params":{"name":"lookup_limitation","arguments":{"id":"no","query":"\"id\":7,"}},"method":"tools\/call","id":"a\"b","jsonrpc":"2.0"}'
  printf '%s\n' '[{"jsonrpc":"2.0","id":5,"method":"ping"}]' 'no message' '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":4}}'
} >>"$work/sent"
cat "$work/sent" >&9
request 6 ping >&9
check "a ping is answered while others wait" answered 6 '{}'
let_go
eventually grep -q 'serve' "$work/arguments"
printf '%s\n' 'after' 'the end' | tee -a "$work/sent" >&9
hang_up
check "the server gets the kept messages, byte by byte and in order, then all that follows" cmp -s "$work/sent" "$work/received"
check "the server hears what was answered" cmp -s "$work/handshake" "$work/said"
check "the messages lie in no file that others could read" [ -z "$(ls -A "$work/tmp")" ]

fresh
start
big_request >&9
check "a first message of 8 MiB is answered" answered '"big"' 'unknown\|ordinary\|clean\|known'
hang_up

# --- builds that fail -------------------------------------------------------------------------------------------------

fresh
echo yes >"$work/fails"
start
request 0 initialize '"protocolVersion":"2025-11-25"' >&9
request 1 tools/call '"_meta":{},"name":"classify_error","arguments":{"log":"\"id\":77"}' >&9
modern_request '"two"' tools/call '"name":"classify_error","arguments":{"id":3}' >&9
check "a build that fails is an error of the tool" answered 1 '"text":"The rust-nix-doctor server could not be built.*"isError":true'
check "the error shows the end of the log" answered 1 'fatal: no such .\"header.\"'
check "the error of a modern call is complete" answered '"two"' '"isError":true,"resultType":"complete"'
rm "$work/fails"
request 3 tools/call '"name":"lookup_limitation","arguments":{"query":"asm"}' >&9
check "a build that failed quickly is tried again by the next call" answered 3 entries
hang_up
check "the failures and the retry are builds" [ "$(builds_made)" -ge 2 ]

fresh
echo yes >"$work/fails"
start
request 1 tools/call '"name":"classify_error","arguments":{"log":"x"}' >&9
check "a second failing build is told" answered 1 'could not be built'
made=$(builds_made)
failed=$(find "$data" -name failed)
{ echo 90; tail -n +2 "$failed"; } >"$failed.new" && mv "$failed.new" "$failed"
request 2 tools/call '"name":"classify_error","arguments":{"log":"x"}' >&9
check "a build that failed after long is not tried again in the session" answered 2 'could not be built'
check "nothing was built for it" builds "$made"
mkdir -p "$clone/build/bin" && cp "$server" "$clone/build/bin/rust-nix-doctor"
note_build "$clone/build" "$(source_key "$clone")"
request 3 tools/call '"name":"lookup_limitation","arguments":{"query":"asm"}' >&9
check "a server that was built by hand meanwhile is taken" answered 3 entries
hang_up
rm -rf "$clone/build" "$work/fails"

fresh
held=yes
start
request 1 tools/call '"name":"classify_error","arguments":{"log":"x"}' >&9
eventually builds 1
kill_builder
check "a builder that is killed does not leave the client waiting" answered 1 'build was interrupted'
request 2 tools/call '"name":"lookup_limitation","arguments":{"query":"asm"}' >&9
check "the lock of a dead builder is taken over" eventually builds 2
hang_up
kill_builder

held=yes
patience=1
start
request 1 tools/call '"name":"classify_error","arguments":{"log":"x"}' >&9
check "a call does not wait for ever" answered 1 'still being built.*isError":true'
kill -INT "$launcher"
hang_up
check "a signal ends the session in order" [ "$status" -eq 0 ]
check "and leaves no folder" [ -z "$(ls -A "$work/tmp")" ]
kill_builder

: >"$work/a file"
data="$work/a file"
start
request 1 tools/call '"name":"classify_error","arguments":{"log":"x"}' >&9
check "a data folder that cannot be made is an error of the tool" answered 1 'cannot be made or written'
hang_up

fresh
minimal_path
start
request 1 tools/call '"name":"classify_error","arguments":{"log":"x"}' >&9
check "without a compiler the error names what to install" answered 1 'Install with: apt-get install .*g++ cmake'
hang_up

# --- several sessions -------------------------------------------------------------------------------------------------

fresh
held=yes
start
eventually builds 1
hang_up
let_go
check "the build goes on when its session has ended" eventually [ -x "$data/build/$(source_key "$clone")/bin/rust-nix-doctor" ]

fresh
held=yes
(
  out=$work/out2
  err=$work/err2
  start
  request 1 tools/call '"name":"lookup_limitation","arguments":{"query":"asm"}' >&9
  : >"$work/asked"
  answered 1 entries && echo yes >"$work/second"
  hang_up
) &
second=$!
start
request 1 tools/call '"name":"lookup_limitation","arguments":{"query":"asm"}' >&9
eventually [ -e "$work/asked" ]
let_go
check "the first of two sessions is answered" answered 1 entries
hang_up
wait "$second"
check "the second of two sessions is answered" [ -s "$work/second" ]
check "two sessions at once build once" builds 1

fresh
start
request 1 tools/call '"name":"lookup_limitation","arguments":{"query":"asm"}' >&9
answered 1 entries
hang_up
sh "$clone/server/launch/builder.sh" "$clone" "$data/build/$(source_key "$clone")"
check "a builder that comes too late builds nothing" builds 1
check "and leaves no lock" eventually cleaned_up

# --- where a server comes from ----------------------------------------------------------------------------------------

fresh
lock=$data/build/$(source_key "$clone")/lock
mkdir -p "$lock" && echo "$$" >"$lock/pid"
start
request 1 tools/call '"name":"lookup_limitation","arguments":{"query":"asm"}' >&9
check "a lock whose number now belongs to another program is taken over" answered 1 entries
hang_up

fresh
mkdir -p "$clone/build/bin" && cp "$server" "$clone/build/bin/rust-nix-doctor"
note_build "$clone/build" "$(source_key "$clone")"
check "the clone's own build is taken" comes_from "$clone/build/bin/rust-nix-doctor"
echo '# changed' >>"$clone/CMakeLists.txt"
check "an outdated one is not" comes_from "$data/build/$(source_key "$clone")/bin/rust-nix-doctor"
rm -rf "$clone/build"

fresh
mkdir -p "$work/other" && ln -sf "$server" "$work/other/rust-nix-doctor"
path=$work/other:$PATH
check "a server of this version on PATH is taken" comes_from "$server"
mkdir "$clone/server/prebuilt"
prebuilt=$clone/server/prebuilt/rust-nix-doctor-$(platform)
cp "$server" "$prebuilt"
check "an executable that the plugin brings along comes before it" comes_from "$prebuilt"
check "nothing was built for these" builds 0
path=$work/tools:$PATH
chmod -R a-x,a-w "$clone"/server/* 2>/dev/null
find "$clone" -type d -exec chmod a+x {} +
find "$clone" -exec ls -ld {} + >"$work/before"
check "one that lost its exec bit is copied" comes_from "$data/build/$(source_key "$clone")/bin/rust-nix-doctor"
find "$clone" -exec ls -ld {} + >"$work/after"
check "the plugin's folder is only read" cmp -s "$work/before" "$work/after"
find "$clone" -type d -exec chmod u+w {} +
rm -rf "$clone/server/prebuilt"

fresh
printf '#!/bin/sh\nexit 0\n' >"$clone/server/package.nix"
cat >"$work/tools/nix-build" <<'END'
#!/bin/sh
[ "$1" != --dry-run ] || exit 0
[ -z "${STUB_NIX_FAILS:-}" ] || { echo "error: no nixpkgs"; exit 1; }
mkdir -p "$STUB_WORK/store/bin" && cp "$STUB_SERVER" "$STUB_WORK/store/bin/rust-nix-doctor" && ln -sfn "$STUB_WORK/store" "$3"
END
chmod 755 "$work/tools/nix-build"
check "Nix comes before cmake" comes_from "$work/store/bin/rust-nix-doctor"
check "cmake was not asked" builds 0
fresh
STUB_NIX_FAILS=1
export STUB_NIX_FAILS
check "where Nix fails, cmake builds" comes_from "$data/build/$(source_key "$clone")/bin/rust-nix-doctor"
check "the log tells of it" logs 'skipped: Nix: nix-build failed'
unset STUB_NIX_FAILS
rm "$clone/server/package.nix" "$work/tools/nix-build"

fresh
data=
start
request 1 tools/call '"name":"lookup_limitation","arguments":{"query":"asm"}' >&9
check "without CLAUDE_PLUGIN_DATA there is a server, too" answered 1 entries
check "it is kept in the cache folder" [ -d "$work/home/.cache/rust-nix-toolchain/build" ]
hang_up

[ "$failures" -eq 0 ] && echo "all of launch.sh under: $shell"
exit "$failures"
