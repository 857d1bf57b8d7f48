#!/bin/sh
# check_skips_test.sh SERVER SHELL...: a skipped test that nobody allowed fails the run.
set -u
shift
command -v "$1" >/dev/null 2>&1 || { echo "$1 is not installed"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/log" <<'END'
      Start 1: a.runs
100% tests passed, 0 tests failed out of 40

Total Test time (real) =   0.02 sec

The following tests did not run:
	  2 - a.name (Skipped)
	  3 - asan/a.name (Skipped)
	 14 - entry/launch_busybox (Skipped)
	 15 - off (Disabled)
END

failures=0
check() {  # check WHAT EXPECTED_STATUS EXPECTED_LAST_LINE SHELL...
  what=$1 expected=$2 last=$3
  shift 3
  said=$("$@" tests/scripts/check_skips.sh "$work/log" "$work/allowed")
  if [ "$?" -ne "$expected" ] || [ "$(printf '%s\n' "$said" | tail -n 1)" != "$last" ]; then
    failures=$((failures + 1))
    printf 'FAILED: %s\n%s\n' "$what" "$said"
  fi
}

check "no list: every skip counts" 1 "90% tests passed, 4 tests failed out of 40" "$@"
printf 'a.name\tneeds a thing\n' >"$work/allowed"
check "one name holds for every tree" 1 "95% tests passed, 2 tests failed out of 40" "$@"
printf 'off\twhy\nentry/launch_busybox\twhy\n' >>"$work/allowed"
check "everything allowed" 0 "" "$@"
printf 'a.name (Skipped)\n' >"$work/log"
check "no skip at all" 0 "" "$@"
exit "$failures"
