#!/bin/sh
# Measures calls over HTTP and prints a table: ours beside the official TypeScript SDK's server, where npm can fetch it.
# sh server/bench/run_http.sh [BUILD_TREE], which must be a release build with DOCTOR_HTTP. Nothing here passes or fails.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
build=${1:-$root/build}
work=$build/bench
packages=$work/reference
cmake --build "$build" --target rust-nix-doctor-http mcp-conformance-server bench_http >/dev/null
mkdir -p "$packages"

measure() { # name, tool, arguments, server command...
  name=$1 tool=$2 arguments=$3
  shift 3
  sh "$root/tests/scripts/with_server.sh" "$@" -- "$work/bench_http" "$name" URL "$tool" "$arguments"
}

echo "| what | measured | target |"
echo "|---|---|---|"
measure "lookup_limitation" lookup_limitation '{"id":"cranelift-asm-sym-operands"}' \
  "$build/bin/rust-nix-doctor-http" --listen 127.0.0.1:0 --no-auth
measure "a trivial tool on our library" test_simple_text '{}' "$build/bin/mcp-conformance-server" --port 0
if command -v npm >/dev/null && npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$packages" \
  @modelcontextprotocol/server@2.4.0 @modelcontextprotocol/node@2.1.2 >/dev/null 2>&1; then
  measure "@modelcontextprotocol/server 2.4.0, echo" echo '{"text":"hello"}' \
    node "$root/server/bench/reference_server.mjs" "$packages"
else
  echo "npm cannot fetch the reference server" >&2
fi
