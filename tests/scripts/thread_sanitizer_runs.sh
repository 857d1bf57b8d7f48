#!/bin/sh
# Does a program built with the thread sanitizer start on this kernel? On failure prints what it said.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo 'int main() { return 0; }' >"$folder/empty.cpp"
"${CXX:-c++}" -fsanitize=thread "$folder/empty.cpp" -o "$folder/empty" >/dev/null 2>&1 || exit 0  # the build will say why
if ! said=$("$folder/empty" 2>&1); then
  printf '%s\n' "$said" | head -n 1
  exit 1
fi
