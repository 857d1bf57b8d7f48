# shellcheck shell=sh
# Sourced by the scripts of tests that need what may be missing here; does nothing by itself.

# skip REASON: ends the test as skipped.
skip() {
  echo "skipped: $1"
  exit 77
}
