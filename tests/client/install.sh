#!/bin/sh
# install.sh FOLDER: makes FOLDER/claude the client of package-lock.json. It is large (one program of 380 MB), so it is kept
# in the user's cache folder, by version. DOCTOR_CLIENT names another client to test with. Exit status 77 where none can be
# had.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
folder=$1

skip() {
  echo "skipped: $1"
  exit 77
}

works() { [ -x "$1" ] && "$1" --version >/dev/null 2>&1 </dev/null; }

mkdir -p "$folder"
rm -f "$folder/claude"
command -v node >/dev/null || skip "node is not installed"
if [ -n "${DOCTOR_CLIENT:-}" ]; then
  works "$DOCTOR_CLIENT" || skip "DOCTOR_CLIENT=$DOCTOR_CLIENT does not run"
  ln -s "$DOCTOR_CLIENT" "$folder/claude"
  exit 0
fi

version=$(sed -n 's/.*"@anthropic-ai\/claude-code": "\([0-9.]*\)".*/\1/p' "$here/package.json")
cache=${XDG_CACHE_HOME:-${HOME:-$folder}/.cache}/rust-nix-doctor-tests/claude-code-$version
find_client() { find "$cache" -path '*/claude-code-*/claude' -type f 2>/dev/null | head -n 1; }

client=$(find_client)
if [ -z "$client" ]; then
  command -v npm >/dev/null || skip "npm is not installed"
  part=$cache.part.$$
  mkdir -p "$part"
  cp "$here/package.json" "$here/package-lock.json" "$part/"
  if ! HOME=$part npm ci --prefix "$part" --cache "$part/npm" --ignore-scripts --no-audit --no-fund >"$folder/npm.log" 2>&1
  then
    tail -n 5 "$folder/npm.log"
    rm -rf "$part"
    skip "npm could not fetch the client"
  fi
  rm -rf "$part/npm" "$cache"
  mv "$part" "$cache"
  client=$(find_client)
fi
[ -n "$client" ] || skip "there is no client for $(uname -sm)"
works "$client" || skip "$client does not run here"
ln -s "$client" "$folder/claude"
