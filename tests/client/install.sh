#!/bin/sh
# install.sh NPM FOLDER: makes FOLDER/claude the client of package-lock.json, by means of the Node below NPM. The client is
# large (one program of 380 MB), so it is kept in the user's cache folder, by version. DOCTOR_CLIENT names another client to
# test with. Exit status 77 where none can be had.
#
# To move to another version: npm install --package-lock-only --ignore-scripts @anthropic-ai/claude-code@VERSION
# shellcheck disable=SC2016 # programs of another language
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
folder=$2
# shellcheck source=tests/npm/skip.sh
. "$here/../npm/skip.sh"

use() {
  "$1" --version >/dev/null 2>&1 </dev/null || skip "$1 does not run here"
  ln -sf "$1" "$folder/claude"
  exit 0
}

mkdir -p "$folder"
rm -f "$folder/claude"
if [ -n "${DOCTOR_CLIENT:-}" ]; then use "$DOCTOR_CLIENT"; fi

npm=$1
node() { sh "$here/../npm/node.sh" "$npm" "$@"; }
node -e ''  # says what is missing

# Not `npm ci`: versions before 10 fetch the program for glibc and the one for musl.
name=@anthropic-ai/claude-code-$(node -p '
  const isMusl = process.platform === "linux" && !process.report.getReport().header.glibcVersionRuntime;
  `${process.platform}-${process.arch}${isMusl ? "-musl" : ""}`')
pin() { node -p "require('$here/package-lock.json').packages['node_modules/$name']?.$1 ?? ''"; }
version=$(pin version)
[ -n "$version" ] || skip "there is no $name"

caches=${XDG_CACHE_HOME:-${HOME:-$folder}/.cache}/rust-nix-doctor-tests
if ! { mkdir -p "$caches" && [ -w "$caches" ]; } 2>/dev/null; then caches=$folder; fi
client=$caches/${name#*/}-$version
if [ -x "$client" ]; then use "$client"; fi

command -v npm >/dev/null || skip "npm is not installed"
part=$client.part.$$
mkdir -p "$part"
trap 'rm -rf "$part"' EXIT
if ! (cd "$part" && HOME=$part npm pack --silent --cache "$part/npm" "$name@$version") >"$folder/npm.log" 2>&1; then
  tail -n 5 "$folder/npm.log"
  skip "npm could not fetch the client"
fi
archive=$(echo "$part"/*.tgz)
found=$(node -p "'sha512-' + require('crypto').createHash('sha512').update(require('fs').readFileSync('$archive')).digest('base64')")
if [ "$found" != "$(pin integrity)" ]; then
  echo "$name@$version has the checksum $found, package-lock.json names another"
  exit 1
fi
tar -xzf "$archive" -C "$part"
mv "$part/package/claude" "$client"
chmod 755 "$client"
use "$client"
