#!/bin/sh
# run.sh FOLDER SCRIPT [ARGUMENT...]: runs a script below FOLDER, where install.sh put the clients, with a home of its own.
set -eu

folder=$1
shift
if ! command -v node >/dev/null || [ ! -d "$folder/node_modules" ]; then
  echo "skipped: the MCP clients are not installed (see the test peers/install)"
  exit 77
fi
HOME=$folder/home
export HOME
mkdir -p "$HOME"
cd "$folder"
exec node "$@"
