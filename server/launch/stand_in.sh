# shellcheck shell=sh disable=SC2154 # launch.sh sets the variables
# Speaks for the server while it is being built, and becomes it then. Sourced by launch.sh, whose variables and
# functions it uses; does nothing by itself.
#
# The client must not wait for a build: it gives a server 30 s to answer. So this answers the handshake from files that
# the server has printed (answer.awk), keeps what only the server can answer, and execs the server when it is there: the
# same process, with the kept messages in an unlinked file.
#
# A shell can wait for one thing only, so everything that happens comes as a word through one pipe (descriptor 8):
#   chunk, eof      take_in has read whole lines into a file; the client has closed our input
#   built, failed   the build has ended
#   tick            some seconds have passed
# When the server takes over, it hears what was answered (4). The last take_in still sits in read(). Nothing stops it:
# the server reads the kept messages (3), waits until take_in has gone (6 is a pipe that then has no writer), reads what
# it has left (5), and goes on with standard input.

# Seconds that a call waits for the build; Claude Code gives a call up at 120.
patience=${RUST_NIX_DOCTOR_PATIENCE:-100}
line_break='
'

stand_in() {
  for session in "${TMPDIR:-/tmp}/rust-nix-doctor.$$" "/tmp/rust-nix-doctor.$$.$(date +%s)" "$data/session.$$"; do
    ( umask 077 && mkdir "$session" ) 2>/dev/null && break
    session=
  done
  if [ -z "$session" ]; then
    echo "rust-nix-doctor: no folder for temporary files can be made in ${TMPDIR:-/tmp}" >&2
    exit 1
  fi
  trap 'leave' INT TERM HUP
  legacy=
  modern=
  chunk=
  chunks=0
  since=
  state=building
  : >"$session/kept"
  : >"$session/said"
  : >"$session/waiting"
  mkfifo "$session/events" "$session/reading" || leave 1
  exec 3<&0 7<>"$session/reading" 8<>"$session/events"
  exec 6<"$session/reading"
  start_build
  take_in_more
  while read -r event <&8; do
    case $event in
      chunk)  on_messages; take_in_more ;;
      eof)    leave 0 ;;
      built)  if find_server; then become_server; else on_failure; fi ;;
      failed) on_failure ;;
      tick)   on_tick ;;
    esac
  done
}

leave() {
  trap '' INT TERM HUP
  rm -rf "$session"
  exit "${1:-0}"
}

# --- reading ----------------------------------------------------------------------------------------------------------

take_in_more() {
  chunks=$((chunks + 1))
  chunk=$session/chunk.$chunks
  # shellcheck disable=SC2094 # three places in one file: to write, to be read by the server, to look at its end
  exec 4>>"$chunk" 5<"$chunk" 9<"$chunk"
  # In brackets twice: no child of the server to come. A background job's standard input is taken away, hence 3.
  ( take_in >/dev/null 2>&1 & )
}

# Reads up to the next end of a message, by whole blocks: `read` would take a system call for each byte of a log.
take_in() {
  got=
  while report=$(LC_ALL=C dd bs=65536 count=1 2>&1 >&4 <&3); do
    case $report in *"0+0 records in"*) break ;; esac
    got=yes
    if [ "$(tail -c 1 <&9; echo .)" = "$line_break." ]; then break; fi
  done
  if [ -n "$got" ]; then echo chunk >&8; else echo eof >&8; fi
}

# pick SCRIPT FILE: adds to FILE the messages that SCRIPT prints, if there is any.
pick() {
  [ -f "$session/$1" ] || return 0
  LC_ALL=C sed -n -f "$session/$1" "$chunk" >>"$session/$2"
  rm -f "$session/$1"
}

on_messages() {
  LC_ALL=C LEGACY=$legacy MODERN=$modern SESSION=$session \
    awk -f "$root/server/launch/answer.awk" "$root"/server/handshake/* RS='"' "$chunk"
  { read -r legacy; read -r modern; } <"$session/agreed"
  pick keep kept
  pick answered said
  rm -f "$chunk"
  [ -s "$session/waiting" ] || return 0
  [ -n "$since" ] || since=$(date +%s)
  [ "$state" = failed ] || return 0
  if find_server; then become_server; fi  # somebody has built it by hand
  if worth_trying_again; then start_build; else refuse_waiting; fi
}

# --- the build --------------------------------------------------------------------------------------------------------

start_build() {
  state=building
  if ! { mkdir -p "$build" && [ -w "$build" ]; } 2>/dev/null; then
    echo failed >&8
    return
  fi
  if ! lock_is_held "$build/lock"; then rm -f "$build/failed"; fi
  # In a session of its own, so that no signal to this one's process group ends it.
  if command -v setsid >/dev/null 2>&1; then set -- setsid sh; else set -- sh; fi
  (
    SKIPPED=$skipped "$@" "$root/server/launch/builder.sh" "$root" "$build" </dev/null >/dev/null 2>&1 \
      3<&- 4>&- 5<&- 6<&- 7>&- 8>&- 9<&- &
  )
  ( watch_build </dev/null >/dev/null 2>&1 3<&- 4>&- 5<&- 6<&- 7>&- 9<&- & )
}

# Says how the build ends, whoever runs it, and when some seconds have passed.
watch_build() {
  if sleep 0.1; then nap=0.1 naps=20; else nap=1 naps=2; fi
  count=0
  idle=0
  while kill -0 "$$"; do
    if is_server "$build/bin/rust-nix-doctor" "$version"; then echo built >&8; return; fi
    if [ -f "$build/failed" ] && [ ! -d "$build/lock" ]; then echo failed >&8; return; fi
    count=$((count + 1))
    if [ "$((count % naps))" -eq 0 ]; then
      if lock_is_held "$build/lock"; then idle=0; else idle=$((idle + 1)); fi
      if [ "$idle" -gt 1 ]; then echo failed >&8; return; fi  # the builder was killed
      echo tick >&8
    fi
    sleep "$nap"
  done
}

# A build that could not even start takes no time, and a person may have installed what was missing. One that fails
# after compiling for long would fail again: the next session tries it.
worth_trying_again() {
  [ -f "$build/failed" ] || return 0
  read -r seconds <"$build/failed" && [ "$seconds" -le 10 ]
}

become_server() {
  exec 3<"$session/kept" 4<"$session/said"
  rm -rf "$session"
  trap - INT TERM HUP
  exec "$server" serve --answered 4 --inputs 3,6,5 7>&- 8>&- 9<&-
}

# --- those who wait ---------------------------------------------------------------------------------------------------

# stdin as the inside of a JSON string; what is not printable ASCII is left out.
json_text() { LC_ALL=C tr -cd '\11\12\40-\176' | tr '\11' ' ' | sed 's/[\\"]/\\&/g; s/$/\\n/' | tr -d '\n'; }

# answer_waiting TEXT: every request that waits fails with it.
answer_waiting() {
  TEXT=$1 awk -F '\t' '
    $2 == "call" {
      end = $1 == "modern" ? ",\"resultType\":\"complete\"" : ""
      print "{\"jsonrpc\":\"2.0\",\"id\":" $3 ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"" ENVIRON["TEXT"] "\"}],\"isError\":true" end "}}"
    }
    $2 == "other" {
      id = $3 == "-" ? "" : "\"id\":" $3 ","
      print "{\"jsonrpc\":\"2.0\"," id "\"error\":{\"code\":-32603,\"message\":\"" ENVIRON["TEXT"] "\"}}"
    }' "$session/waiting"
  : >"$session/waiting"
  : >"$session/kept"
  since=
}

on_failure() {
  state=failed
  refuse_waiting
}

refuse_waiting() {
  [ -s "$session/waiting" ] || return 0
  answer_waiting "$(
    {
      echo "The rust-nix-doctor server could not be built on this machine, so this tool cannot answer."
      if [ -f "$build/failed" ]; then
        tail -n +2 "$build/failed"
        echo "After that, call the tool again. The end of $build/build.log:"
        tail -n 20 "$build/build.log" 2>&1 | tail -c 3000
      elif [ ! -w "$build" ]; then
        echo "The folder for the build cannot be made or written: $build"
      else
        echo "The build was interrupted; call the tool again to start it anew. Log: $build/build.log"
      fi
    } | json_text
  )"
}

on_tick() {
  [ -n "$since" ] || return 0
  waited=$(($(date +%s) - since))
  # cmake's tools put how far they are first: "[12/88] Building ..."
  progress=$(tail -n 1 "$build/build.log" 2>/dev/null | cut -c 1-100 | json_text)
  progress=${progress%\\n}
  if [ "$waited" -ge "$patience" ]; then
    answer_waiting "The rust-nix-doctor server is still being built on this machine: $progress\\nCall the tool again in a minute."
  else
    TEXT=$progress WAITED=$waited awk -F '\t' '
      $4 != "-" {
        print "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":" $4 \
          ",\"progress\":" ENVIRON["WAITED"] ",\"message\":\"Building the server: " ENVIRON["TEXT"] "\"}}"
      }' "$session/waiting"
  fi
}
