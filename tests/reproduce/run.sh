#!/bin/sh
# usage: run.sh DOCTOR TABLE
#
# Makes the real tools fail in small projects and checks that `DOCTOR classify` names the entry. The table is a text file:
#   == ID[:possible]   a case: the entry that must be found, and `possible` where nothing surer can be said
#   @ PATH             the lines up to the next mark are this file
#   $ COMMAND          a line of the shell script whose output is the log; $stable and $nightly hold the toolchains' programs,
#                  $nix the command `nix` with flakes
# A first line `needs: TOOL...` names what must be there, else the whole table is skipped (exit 77). No network is used.
set -u
doctor=$(cd "$(dirname "$1")" && pwd)/${1##*/}
table=$2
scratch=$(mktemp -d "${TMPDIR:-/tmp}/reproduce.XXXXXX") || exit 1
chmod 755 "$scratch" # Nix's build users read it
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

skip() {
  echo "skipped: $1"
  exit 77
}

# The folder of a toolchain's own programs, behind rustup's proxies.
programs_of() {
  path=$(RUSTUP_AUTO_INSTALL=0 rustup which cargo --toolchain "$1" 2>/dev/null) && dirname "$path"
}

stable=
nightly=
needs=$(sed -n 's/^needs: //p' "$table")
for tool in $needs; do
  case $tool in
    stable)
      stable=$(programs_of stable) || skip "there is no stable toolchain of rustup"
      minor=$("$stable/cargo" --version | sed 's/^cargo 1\.\([0-9]*\)\..*/\1/')
      [ "$minor" -ge 85 ] || skip "cargo 1.$minor is older than 1.85"
      ;;
    nightly) nightly=$(programs_of nightly) || skip "there is no nightly toolchain of rustup" ;;
    *) command -v "$tool" >/dev/null || skip "there is no $tool" ;;
  esac
done

# One folder per case: its files, and the commands in `.run`.
awk -v scratch="$scratch" '
  /^== / {
    count++
    folder = scratch "/" count
    system("mkdir -p " folder "/src")
    file = folder "/.run"
    print $2 > (folder "/.id")
    next
  }
  /^@ / { file = folder "/" $2; dir = file; sub("/[^/]*$", "", dir); system("mkdir -p " dir); printf "" > file; next }
  /^[$] / { print substr($0, 3) > (folder "/.run"); next }
  count { print > file }
  END { print count > (scratch "/count") }
' "$table"

unset RUSTFLAGS RUST_BACKTRACE RUSTC RUSTC_WRAPPER CARGO_BUILD_TARGET CARGO_TARGET_DIR CARGO_INCREMENTAL CI
unset NIX_PATH
export RUSTUP_AUTO_INSTALL=0 CARGO_NET_OFFLINE=true CARGO_HOME="$scratch/cargo-home" CARGO_TERM_COLOR=never LC_ALL=C
export NIX_REMOTE="local?root=$scratch/nix" NIX_USER_CONF_FILES=/dev/null NIX_CONFIG="substituters ="
export GIT_CONFIG_GLOBAL=/dev/null
nix="nix --extra-experimental-features nix-command --extra-experimental-features flakes"
export stable nightly nix

number=0
failed=0
while [ "$number" -lt "$(cat "$scratch/count")" ]; do
  number=$((number + 1))
  folder=$scratch/$number
  want=$(cat "$folder/.id")
  id=${want%%:*}
  cd "$folder" || exit 1
  if [ -n "$stable$nightly" ]; then
    [ -e Cargo.toml ] || printf '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n' >Cargo.toml
    [ -n "$(ls src)" ] || : >src/lib.rs
  fi
  sh .run >.log 2>&1 </dev/null
  "$doctor" classify .log --full >.answer
  found=$(grep -F "(\`$id\`, " .answer | head -n 1)
  case $found in
    "") verdict="NOT FOUND" ;;
    *", possible)"*) verdict=possible ;;
    *) verdict=found ;;
  esac
  if [ "$verdict" = found ] || [ "$want:$verdict" = "$id:possible:possible" ]; then
    echo "ok $id"
    continue
  fi
  failed=$((failed + 1))
  echo "FAILED $want: $verdict"
  sed 's/^/    log: /;30q' .log
  sed 's/^/    answer: /;5q' .answer
done
echo "$((number - failed)) of $number reproduced"
[ "$failed" -eq 0 ]
