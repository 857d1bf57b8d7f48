#!/bin/sh
# Runs clang-tidy over the server's sources, or over those named, each as a translation unit of its own, which also shows
# that each includes what it needs: sh tests/tidy.sh [FILE...]
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=server/packages.sh
. "$root/server/packages.sh"
# shellcheck source=server/build.sh
. "$root/server/build.sh"

tree=$root/build-tidy
CXX=clang++
export CXX
configure_tree "$root" "$tree" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_UNITY_BUILD=OFF -DDOCTOR_HTTP=ON >/dev/null
cmake --build "$tree" --target doctor_compiled_knowledge --parallel "$(processors)" >/dev/null

if [ $# -eq 0 ]; then
  # shellcheck disable=SC2046 # no name of ours has a blank
  set -- $(find "$root/server" -name '*.cpp' ! -path '*/bench/*' | sort)
fi
say "clang-tidy of $# files"
printf '%s\n' "$@" | nice xargs -P "$(processors)" -n 1 clang-tidy --quiet -p "$tree"
say "clang-tidy found nothing"
