#!/bin/sh
# leg.sh FOLDER LEG PASSING FAILING URL: runs one leg of the official suites (below FOLDER, where npm/install.sh put them)
# against a server: 0.1.16, 2025-11-25 or 2026-07-28.
#
# So many scenarios must pass as PASSING says, and the others must be exactly those of the file FAILING, with their counts; the
# suite's own verdict is not enough, because it leaves out scenarios that are not scored.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
folder=$1 leg=$2 passing=$3 expected=$4 url=$5

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
HOME=$work
export HOME

suite=0.2
[ "$leg" = 0.1.16 ] && suite=0.1
case $leg in
  0.1.16) set -- --suite all ;;
  *)      set -- --requirements "$leg" ;;
esac
status=0
sh "$here/../npm/node.sh" "$folder" "$folder/node_modules/conformance-$suite/dist/index.js" \
  server --url "$url" "$@" -o "$work/results" >"$work/suite.log" 2>&1 || status=$?
if [ "$status" -eq 77 ]; then
  cat "$work/suite.log"
  exit 77
fi

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
[ "$status" -eq 0 ] || cat "$work/suite.log"
echo "$leg: $count scenarios pass; $(grep '^Total: ' "$work/summary" || echo 'there is no summary')"
exit "$status"
