#!/bin/sh
# package_test.sh TREE CMAKE: makes the release package twice, and starts the server from what was unpacked, as it is and
# without its exec bits. Nothing may have to be built for either.
set -eu

tree=$1
cmake=$2
if ! grep -q '^CMAKE_BUILD_TYPE:[A-Z]*=Release$' "$tree/CMakeCache.txt"; then
  echo "the package is made in a Release tree only"
  exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "FAILED: $1"
  exit 1
}

make_package() { "$cmake" --build "$tree" --target plugin-package >"$work/log" 2>&1 || { cat "$work/log"; fail "the target plugin-package"; }; }
make_package
cp "$tree"/package/rust-nix-toolchain-*.zip "$work/first.zip"
sleep 2  # the times in a zip are even seconds
make_package
zip=$(echo "$tree"/package/rust-nix-toolchain-*.zip)
cmp "$work/first.zip" "$zip" || fail "the same input gives the same bytes"
tail -n 3 "$work/log"
[ "$(wc -c <"$zip")" -lt 6000000 ] || fail "the package is small"
(cd "$tree/package" && "$cmake" -E sha256sum ./*.zip | sed 's|  ./|  |' | cmp - ./*.sha256) || fail "the checksum is the zip's"

mkdir "$work/un packed"
cd "$work/un packed"
"$cmake" -E tar xf "$zip"
prebuilt=$(find server/prebuilt -type f)
[ -x "$prebuilt" ] || fail "the executable may be executed"
if [ "$(uname -s)" = Linux ] && ldd "$prebuilt" >/dev/null 2>&1; then fail "the executable is static"; fi
[ -z "$(find . -name '*_test*' -o -name bench)" ] || fail "tests and benchmarks are left out"

# A bare Debian has ninja from run.sh, and no make.
if command -v ninja >/dev/null 2>&1; then
  CMAKE_GENERATOR=Ninja
  export CMAKE_GENERATOR
fi
"$cmake" -S . -B "$work/build" >"$work/log" 2>&1 || { cat "$work/log"; fail "the sources that come along can be configured"; }

serves() {
  printf '{"jsonrpc":"2.0","id":1,"method":"tools/list"}\n' |
    CLAUDE_PLUGIN_DATA="$work/data" sh server/launch.sh >"$work/out" 2>"$work/err"
  grep -q classify_error "$work/out"
}
serves || fail "the unpacked server answers"
[ ! -e "$work/data" ] || fail "nothing is built for it"
find . -type f -exec chmod a-x {} +
serves || fail "without exec bits there is an answer, too"
waited=0
until [ -n "$(find "$work/data" -path '*/bin/rust-nix-doctor')" ]; do
  waited=$((waited + 1))
  [ "$waited" -lt 100 ] || fail "the executable is copied"
  sleep 0.1
done
serves || fail "the copy answers"
[ ! -s "$work/err" ] || fail "the copy is found at once"
