#!/bin/sh
# check_skips.sh CTEST_LOG ALLOWED: fails when ctest left a test out that ALLOWED (test name, tab, reason) does not name.
# A name holds for all build trees. Prints the summary once more, with the skipped tests counted as failed.
set -eu

log=$1
allowed=$2

# "	 12 - asan/rpc.name (Skipped)" at the end of the log, after ctest's own heading.
skipped=$(sed -n -E '/^The following tests did not run:/,/^$/s/^[[:space:]]*[0-9]+ - (.*) \((Skipped|Disabled)\)$/\1/p' "$log")
[ -n "$skipped" ] || exit 0

refused=$(printf '%s\n' "$skipped" | while IFS= read -r name; do
  plain=${name#asan/}
  plain=${plain#tsan/}
  if ! cut -f 1 "$allowed" 2>/dev/null | grep -qxF -e "$plain"; then printf '\t%s\n' "$name"; fi
done)
[ -n "$refused" ] || exit 0

count=$(printf '%s\n' "$refused" | wc -l)
total=$(sed -n 's/.* tests failed out of \([0-9]*\).*/\1/p' "$log" | tail -n 1)
failed=$(sed -n 's/.* tests passed, \([0-9]*\) tests failed out of .*/\1/p' "$log" | tail -n 1)
failed=$((failed + count))
printf '\nThe following tests were skipped and tests/allowed_skips.txt does not name them:\n%s\n\n' "$refused"
printf '%d%% tests passed, %d tests failed out of %d\n' "$(((total - failed) * 100 / total))" "$failed" "$total"
exit 1
