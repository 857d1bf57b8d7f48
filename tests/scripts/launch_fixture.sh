# shellcheck shell=sh disable=SC2154,SC2034,SC2016,SC2317,SC2329 # variables of launch_test.sh
# What launch_test.sh works with: a copy of the launcher, stand-ins for cmake and the server, a session to talk to.
# Sourced; makes the files when it is.

recorder=$work/recorder
mkdir -p "$clone/server" "$work/tools" "$work/tmp" "$work/home"
cp CMakeLists.txt "$clone/"
cp -R server/*.sh server/launch server/handshake "$clone/server/"

cat >"$work/tools/cmake" <<'END'
#!/bin/sh
echo "cmake on stdout"
echo "cmake on stderr" >&2
while [ "$#" -gt 0 ]; do
  case $1 in
    -B)      mkdir -p "$2" ;;
    --build) echo build >>"$STUB_WORK/calls"
             echo "[1/2] Building"
             while [ -n "$STUB_HELD" ] && [ ! -e "$STUB_WORK/go" ]; do
               [ -d "$2" ] || exit 1
               sleep 0.05
             done
             [ ! -e "$STUB_WORK/fails" ] || { echo 'fatal: no such "header"'; exit 1; }
             mkdir -p "$2/bin" && cp "$STUB_SERVER" "$2/bin/rust-nix-doctor" ;;
  esac
  shift
done
END
# A server of another version on PATH is not taken.
printf '#!/bin/sh\necho "rust-nix-doctor 0.0.1"\n' >"$work/tools/rust-nix-doctor"
# Says what it was started with, and writes down what it is given.
cat >"$recorder" <<END
#!/bin/sh
case \$1 in
  --version) "$server" --version ;;
  serve)     echo "\$*" >"$work/arguments"; cat <&4 >"$work/said"; { cat <&3; cat <&6; cat <&5; cat; } >"$work/received" ;;
esac
END
chmod 755 "$work"/tools/* "$recorder"

: >"$work/arguments"
failures=0
check() {  # check WHAT CONDITION...
  what=$1
  shift
  if "$@"; then return 0; fi
  failures=$((failures + 1))
  printf 'FAILED: %s\n-- stdout:\n%s\n-- stderr:\n%s\n' "$what" "$(tail -c 3000 "$out")" "$(cat "$err")"
}

# For a minute or more.
eventually() {
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    [ "$tries" -lt 1200 ] || return 1
    sleep 0.05
  done
}

# --- a session --------------------------------------------------------------------------------------------------------

# start: starts the launcher with what `fresh` sets; its input is descriptor 9.
start() {
  input=$out.in
  [ -p "$input" ] || mkfifo "$input"
  : >"$out"
  # shellcheck disable=SC2086 # a shell with an argument
  PATH=$path TMPDIR=$work/tmp HOME=$work/home XDG_CACHE_HOME='' CLAUDE_PLUGIN_DATA=$data \
    RUST_NIX_DOCTOR_PATIENCE=$patience STUB_WORK=$work STUB_SERVER=$made_server STUB_HELD=$held \
    $shell "$clone/server/launch.sh" <"$input" >"$out" 2>"$err" &
  launcher=$!
  exec 9>"$input"
}

hang_up() {
  exec 9>&-
  wait "$launcher"
  status=$?
}

request() {  # request ID METHOD [PARAMS]
  printf '{"jsonrpc":"2.0","id":%s,"method":"%s"%s}\n' "$1" "$2" "${3:+,\"params\":{$3\}}"
}

modern_request() {  # the same with the envelope; VERSION is the version's
  request "$1" "$2" '"_meta":{"io.modelcontextprotocol/protocolVersion":"'"${VERSION:-2026-07-28}"'","io.modelcontextprotocol/clientCapabilities":{}}'"${3:+,$3}"
}

# Every kind of message whose answer needs no server.
handshake() {
  modern_request '"server-discover-probe-1"' server/discover
  for version in 2024-11-05 2025-03-26 2025-06-18 2025-11-25 2026-07-28 1999-01-01 '\"'; do
    request "\"$version\"" initialize '"protocolVersion":"'"$version"'","capabilities":{},"clientInfo":{"name":"\"id\":9","version":"1"}'
    request "\"tools $version\"" tools/list
  done
  printf '%s\n' '{"jsonrpc":"2.0","method":"notifications/initialized"}' '' '{"jsonrpc":"2.0","id":9,"result":{}}'
  request 1 tools/list
  request -2.50e1 tools/list ' '
  request '"\\ \" é \u00e9"' ping
  request 12345678901234567890123 ping '"id":5'
  modern_request 3 tools/list
  modern_request 4 ping
  modern_request 5 nonsense/method
  request 6 nonsense/method '"a":[1,[2,{"id":7}],"]}",-0.1e5,true,null]'
  VERSION=2099-01-01 modern_request 7 tools/list
  VERSION=2025-11-25 modern_request 8 server/discover
  printf '%s\n' ' { "params" : { "id" : "x" , "method" : "y" } , "id" : 10 , "method" : "tools\/list" , "jsonrpc" : "2.0" } '
}

big_request() {
  printf '{"jsonrpc":"2.0","method":"tools/call","params":{"name":"classify_error","arguments":{"log":"'
  awk 'BEGIN { for (i = 0; i < 120000; i++) printf "%s", "   Compiling \\\"app\\\" v0.1.0 (C:\\\\x) \\u001b[0m warning: {unused}, [id] 4\\n" }'
  printf '"}},"id":"big"}\n'
}

answers() { eventually grep -q "$1" "$out"; }
answered() { answers '"id":'"$1"',"result":.*'"$2"; }  # answered ID WHAT
only_json() { ! grep -qv '^{.*"jsonrpc":"2.0".*}$' "$out"; }

# Where /proc shows it.
is_server_process() { [ ! -e /proc/self/exe ] || [ "$(readlink "/proc/$launcher/exe")" != "$(readlink "/proc/$$/exe")" ]; }
comes_from() {
  start
  request 1 tools/call '"name":"lookup_limitation","arguments":{"query":"asm"}' >&9
  answered 1 entries || { hang_up; return 1; }
  origin=$(readlink "/proc/$launcher/exe") || origin=$1
  hang_up
  [ "$origin" = "$(readlink -f "$1")" ]
}

# --- builds -----------------------------------------------------------------------------------------------------------

# Nothing is built; cmake makes the real server at once. With `held` it waits for let_go.
fresh() {
  data="$work/plugin data"
  rm -rf "$data" "$work/calls" "$work/go"
  path=$work/tools:$PATH
  held=
  made_server=$server
  patience=100
}
let_go() { : >"$work/go"; }
cleaned_up() { [ -z "$(find "$data" -name 'tree.*' -o -name 'lock*')" ]; }
builds_made() { if [ -f "$work/calls" ]; then wc -l <"$work/calls"; else echo 0; fi; }
builds() { [ "$(builds_made)" -eq "$1" ]; }
logs() { grep -q "$1" "$data"/build/*/build.log; }

lock_owner() { cat "$data"/build/*/lock/pid 2>/dev/null; }
kill_builder() {
  eventually lock_owner >/dev/null
  kill -9 "$(lock_owner)"
}

# A path with what every system has, apt-get, and nothing that compiles.
minimal_path() {
  path=$work/minimal
  mkdir -p "$work/minimal"
  for tool in sh dash bash busybox awk basename cat chmod cksum cp cut date dd dirname env find getconf grep id ln ls mkdir \
    mkfifo mv ps rm sed setsid sleep sort tail tr uname; do
    place=$(command -v "$tool") && ln -sf "$place" "$work/minimal/$tool"
  done
  printf '#!/bin/sh\nexit 1\n' >"$work/minimal/apt-get"
  chmod 755 "$work/minimal/apt-get"
}
