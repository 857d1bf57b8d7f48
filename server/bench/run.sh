#!/bin/sh
# Measures the server and prints one table: sh server/bench/run.sh [--build-time]
# --build-time also measures a cold build of the server in a folder of its own. Nothing here passes or fails.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
build=$root/build
work=$build/bench
[ -f "$build/CMakeCache.txt" ] || cmake -S "$root" -B "$build" -DDOCTOR_TESTS=ON >/dev/null
grep -q 'DOCTOR_TESTS:BOOL=ON' "$build/CMakeCache.txt" || cmake -S "$root" -B "$build" -DDOCTOR_TESTS=ON >/dev/null
cmake --build "$build" --target rust-nix-doctor bench_backend bench_log bench_server bench_patterns >/dev/null

# shellcheck source=server/build.sh
. "$root/server/build.sh"
note_build "$build" "$(source_key "$root")"  # for the launcher
doctor=$build/bin/rust-nix-doctor
[ -f "$work/sparse.log" ] || "$work/bench_log" "$work/sparse.log" 100 1
[ -f "$work/dense.log" ] || "$work/bench_log" "$work/dense.log" 10 2000
"$work/bench_patterns" >"$work/patterns.txt"

# Best of five runs, in seconds.
best() {
  for _ in 1 2 3 4 5; do
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1 || true
    end=$(date +%s%N)
    echo $((end - start))
  done | sort -n | head -n 1
}

speed() { # name, bytes, nanoseconds, target
  awk -v name="$1" -v bytes="$2" -v ns="$3" -v target="$4" \
    'BEGIN { printf "| %s | %.0f MB/s (%.3f s) | %s |\n", name, bytes / ns * 1000, ns / 1e9, target }'
}

echo "| what | measured | target |"
echo "|---|---|---|"
"$work/bench_server" "$doctor" "$root/tests/samples/wasmtime-fiber.log" "$root/server/launch.sh"
"$work/bench_backend"
bytes=$(wc -c <"$work/sparse.log")
speed "classify a 100 MB log" "$bytes" "$(best "$doctor" classify "$work/sparse.log")" "250 MB/s, faster than rg"
if command -v rg >/dev/null 2>&1; then
  speed "rg -c -f patterns, same log" "$bytes" "$(best rg -j1 -c -f "$work/patterns.txt" "$work/sparse.log")" ""
fi
speed "classify a dense 10 MB log" "$(wc -c <"$work/dense.log")" "$(best "$doctor" classify "$work/dense.log")" ""
if [ "${1:-}" = --build-time ]; then
  cold=$(mktemp -d)
  start=$(date +%s)
  CCACHE_DISABLE=1
  export CCACHE_DISABLE
  build_release "$root" "$cold" >/dev/null
  echo "| server build, cold, $(processors) cores | $(($(date +%s) - start)) s | 90 s |"
  rm -rf "$cold"
fi
