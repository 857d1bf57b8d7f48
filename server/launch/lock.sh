# shellcheck shell=sh
# One build at a time: a folder that exists while its owner, a launch/builder.sh, runs. Sourced by launch.sh and
# builder.sh; does nothing by itself.

# lock_is_held LOCK: whether its owner still runs. A lock outlives a builder that was killed.
lock_is_held() {
  [ -d "$1" ] || return 1
  lock_owner=
  { read -r lock_owner <"$1/pid"; } 2>/dev/null
  if [ -z "$lock_owner" ]; then
    sleep 1  # between mkdir and the writing of the number
    { read -r lock_owner <"$1/pid"; } 2>/dev/null
  fi
  [ -n "$lock_owner" ] || return 1
  kill -0 "$lock_owner" 2>/dev/null || return 1
  # Another program may have got the number since, after a restart of the machine for example.
  if [ -r "/proc/$lock_owner/cmdline" ]; then
    grep -q builder "/proc/$lock_owner/cmdline" 2>/dev/null
  elif command -v ps >/dev/null 2>&1; then
    ps -p "$lock_owner" -o args= 2>/dev/null | grep -q builder
  fi
}

# take_lock LOCK: for the process that calls it. False where another one has it.
take_lock() {
  for _ in 1 2 3 4 5; do
    if mkdir "$1" 2>/dev/null; then
      echo "$$" >"$1/pid"
      return 0
    fi
    lock_is_held "$1" && return 1
    # Moving is atomic: of several that find it abandoned, one gets it out of the way.
    mv "$1" "$1.dead.$$" 2>/dev/null && rm -rf "$1.dead.$$"
  done
  return 1
}
