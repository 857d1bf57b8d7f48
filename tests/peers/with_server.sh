#!/bin/sh
# with_server.sh SERVER COMMAND...: starts SERVER, an HTTP server that prints its URL, and runs COMMAND with that URL in place of
# the word URL. The exit status is the command's; a server that does not end well is a failure of its own.
set -eu

program=$1
shift
work=$(mktemp -d)
server=
# shellcheck disable=SC2317 # called by the trap
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

"$program" --listen 127.0.0.1:0 --no-auth >"$work/url" 2>"$work/log" &
server=$!
tries=0
until [ -s "$work/url" ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 100 ] || ! kill -0 "$server" 2>/dev/null; then
    echo "the server did not start:"
    cat "$work/log"
    exit 1
  fi
  sleep 0.1
done
url=$(cat "$work/url")

for word in "$@"; do
  [ "$word" != URL ] || word=$url
  set -- "$@" "$word"
  shift
done
status=0
"$@" || status=$?

kill "$server"
ended=0
wait "$server" || ended=$?
server=
if [ "$ended" -ne 0 ]; then
  echo "the server ended with status $ended:"
  cat "$work/log"
  exit 1
fi
exit "$status"
