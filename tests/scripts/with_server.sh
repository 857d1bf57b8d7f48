#!/bin/sh
# with_server.sh SERVER [ARGUMENT...] -- COMMAND...: starts SERVER, which must print its URL, and runs COMMAND with that URL in
# place of the word URL. The exit status is the command's; a server that does not end well is a failure of its own.
set -eu

work=$(mktemp -d)
server=
# shellcheck disable=SC2317 # called by the trap
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

# Starts what stands before the word --.
start() {
  past=
  for word in "$@"; do
    shift
    if [ "$word" = -- ]; then past=yes; fi
    [ -n "$past" ] || set -- "$@" "$word"
  done
  : >"$work/url"
  "$@" >"$work/url" 2>"$work/log" &
  server=$!
}

fail() {
  echo "$1"
  cat "$work/log"
  exit 1
}

start "$@"
while [ "$1" != -- ]; do shift; done
shift
tries=0
until grep -q '^http' "$work/url"; do
  tries=$((tries + 1))
  if [ "$tries" -gt 100 ] || ! kill -0 "$server" 2>/dev/null; then fail "the server did not start:"; fi
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
[ "$ended" -eq 0 ] || fail "the server ended with status $ended:"
if [ "$status" -ne 0 ] && [ "$status" -ne 77 ]; then cat "$work/log"; fi
exit "$status"
