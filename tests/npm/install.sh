#!/bin/sh
# install.sh FOLDER: brings what package-lock.json names into FOLDER/node_modules. Exit status 77 where it cannot be had.
#
# To move to another version: npm install --package-lock-only --ignore-scripts NAME@VERSION
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
folder=$1
# shellcheck source=tests/npm/skip.sh
. "$here/skip.sh"

packages=$folder/node_modules
if cmp -s "$here/package-lock.json" "$packages/package-lock.json"; then exit 0; fi
command -v npm >/dev/null || skip "npm is not installed"
mkdir -p "$folder/home"
rm -rf "$packages"
cp "$here/package.json" "$here/package-lock.json" "$folder/"
HOME=$folder/home
export HOME
if ! npm ci --prefix "$folder" --cache "$HOME/cache" --ignore-scripts --no-audit --no-fund >"$folder/npm.log" 2>&1; then
  tail -n 5 "$folder/npm.log"
  skip "npm could not fetch the packages"
fi
# npm says nothing where it could not fetch the Node, because other machines have none.
sh "$here/node.sh" "$folder" -e '' && cp "$here/package-lock.json" "$packages/"
