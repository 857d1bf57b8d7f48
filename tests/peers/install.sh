#!/bin/sh
# install.sh FOLDER: brings the clients of package-lock.json, and the scripts that use them, into FOLDER. Clients that lie in
# tests/peers already are used from there. Exit status 77 where they cannot be had.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
folder=$1

skip() {
  echo "skipped: $1"
  exit 77
}

command -v node >/dev/null || skip "node is not installed"
mkdir -p "$folder"
cp "$here"/*.mjs "$folder/"
if [ -d "$here/node_modules" ]; then
  [ -d "$folder/node_modules" ] || ln -s "$here/node_modules" "$folder/node_modules"
  exit 0
fi
if [ -d "$folder/node_modules" ] && cmp -s "$here/package-lock.json" "$folder/package-lock.json"; then exit 0; fi

command -v npm >/dev/null || skip "npm is not installed"
rm -rf "$folder/node_modules" "$folder/package-lock.json"
cp "$here/package.json" "$here/package-lock.json" "$folder/"
HOME=$folder/home
export HOME
mkdir -p "$HOME"
if ! npm ci --prefix "$folder" --cache "$HOME/cache" --ignore-scripts --no-audit --no-fund >"$folder/npm.log" 2>&1; then
  tail -n 5 "$folder/npm.log"
  rm -rf "$folder/node_modules" "$folder/package-lock.json"
  skip "npm could not fetch the clients"
fi
