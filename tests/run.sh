#!/bin/sh
# Builds and passes every test. Three build trees: Release (build/), address and undefined-behaviour sanitizers
# (build-asan/), thread sanitizer (build-tsan/, only the tests that have threads). Their tests are one ctest run, so its
# closing lines are about all of them. Arguments go to ctest, but the first one may be --quick: without the sanitizers.
#
# With CI=true a skipped test is a failure unless tests/allowed_skips.txt names it: test name, tab, reason.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=server/packages.sh
. "$root/server/packages.sh"
# shellcheck source=server/build.sh
. "$root/server/build.sh"
cd "$root"

needs="compiler cmake ninja pkg-config re2 json toml spdlog httplib openssl gtest busybox patch shellcheck nix-parser nginx
  node npm cargo git"
ensure_packages "$needs" "$root/tests/run.sh" "$@"

trees="build build-asan build-tsan"
if [ "${1:-}" = --quick ]; then
  trees=build
  shift
fi

# A kernel that places mappings more randomly than an older thread sanitizer expects ends its programs at the start.
without_address_randomness=
if ! thread_sanitizer_runs=$(sh tests/scripts/thread_sanitizer_runs.sh); then
  without_address_randomness="setarch $(uname -m) -R"
  say "the thread sanitizer needs: $without_address_randomness ($thread_sanitizer_runs)"
fi

make_tree() {
  build_started=$(date +%s)
  tree=$1
  shift
  say "building $tree"
  configure_tree "$root" "$root/$tree" -DDOCTOR_TESTS=ON "$@"
  # shellcheck disable=SC2086 # empty or a command
  $without_address_randomness cmake --build "$root/$tree" --parallel "$(processors)"
  say "built $tree in $(($(date +%s) - build_started)) s"
}

# Warnings are errors in the Release tree; GCC's are unreliable on instrumented code.
sanitizer_flags="-DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O1"
for tree in $trees; do
  # shellcheck disable=SC2086 # two words
  case $tree in
    build)      key=$(source_key "$root")
                make_tree build -DCMAKE_BUILD_TYPE=Release -DDOCTOR_WERROR=ON
                note_build build "$key" ;;
    build-asan) make_tree build-asan $sanitizer_flags -DDOCTOR_SANITIZE=address,undefined ;;
    build-tsan) make_tree build-tsan $sanitizer_flags -DDOCTOR_SANITIZE=thread ;;
  esac
done

all=$root/build/all-trees
mkdir -p "$all"
: >"$all/CTestTestfile.cmake"
for tree in $trees; do
  if ctest --test-dir "$tree" -N | grep -q '^Total Tests: 0$'; then
    complain "$tree has no tests"
    exit 1
  fi
  printf 'subdirs("%s")\n' "$root/$tree" >>"$all/CTestTestfile.cmake"
done

export UBSAN_OPTIONS="print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
say "running the tests of: $trees"
status=0
cd "$all"
# shellcheck disable=SC2086 # empty or a command
$without_address_randomness ctest --no-tests=error --output-on-failure --timeout 900 -j "$(processors)" \
  --output-log "$all/ctest.log" "$@" || status=$?

# The names of skipped tests stand at the end of the log as: <tab> 12 - name (Skipped)
if [ "${CI:-}" = true ]; then
  sh "$root/tests/scripts/check_skips.sh" "$all/ctest.log" "$root/tests/allowed_skips.txt" || status=1
fi
exit "$status"
