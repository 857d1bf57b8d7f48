#!/bin/sh
# packages_test.sh SERVER SHELL...: what server/run.sh does on machines that lack everything, with stand-ins for the
# package managers. PATH holds nothing but them and a few plain tools.
# shellcheck disable=SC2016,SC2317,SC2329 # code of stand-ins; functions that check calls by name
set -u
shift
command -v "$1" >/dev/null 2>&1 || { echo "$1 is not installed"; exit 77; }
shell=$(command -v "$1")
shift
arguments=$*

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/plain" "$work/clone with 'quote"
mkdir "$work/clone with 'quote/server"
cp CMakeLists.txt "$work/clone with 'quote/"
cp server/*.sh "$work/clone with 'quote/server/"
for tool in awk cat cut cksum dirname env find getconf grep sed sh sort tail uname; do
  ln -s "$(command -v "$tool")" "$work/plain/$tool"
done

# machine NAME...: a folder of stand-ins, each of which records how it was called; "user" and "root" decide about id.
machine() {
  rm -rf "$work/machine"
  mkdir "$work/machine"
  for name in "$@"; do
    case $name in
      user) printf '#!/bin/sh\necho 1000\n' >"$work/machine/id" ;;
      root) printf '#!/bin/sh\necho 0\n' >"$work/machine/id" ;;
      sudo) printf '#!/bin/sh\necho "sudo $*" >>"$CALLS"\nexec "$@"\n' >"$work/machine/sudo" ;;
      *)    printf '#!/bin/sh\necho "%s $*" >>"$CALLS"\n' "$name" >"$work/machine/$name" ;;
    esac
  done
  chmod 755 "$work/machine"/*
  : >"$work/calls"
  # shellcheck disable=SC2086 # empty or one argument
  env -i CALLS="$work/calls" PATH="$work/machine:$work/plain" "$shell" $arguments "$work/clone with 'quote/server/run.sh" \
    >"$work/out" 2>&1 </dev/null
  status=$?
}

failures=0
check() {  # check WHAT CONDITION...
  what=$1
  shift
  if "$@"; then return 0; fi
  failures=$((failures + 1))
  printf 'FAILED: %s\n-- output:\n%s\n-- calls:\n%s\n' "$what" "$(cat "$work/out")" "$(cat "$work/calls")"
}
says() { grep -qF -e "$1" "$work/out"; }
called() { grep -qF -e "$1" "$work/calls"; }

debian="g++ cmake ninja-build pkg-config libre2-dev nlohmann-json3-dev libtomlplusplus-dev libspdlog-dev"

machine user apt-get apt-cache
check "without root the command is printed" says "  apt-get install -y -q --no-install-recommends $debian"
check "without root the script fails" [ "$status" -ne 0 ]
check "without root nothing is called" [ ! -s "$work/calls" ]

machine root apt-get apt-cache
check "root installs with apt" called "apt-get install -y -q --no-install-recommends $debian"
check "root refreshes the lists first" called "apt-get update"
check "a machine that still has no compiler is told so" says "still missing: compiler"
check "a machine that still has no compiler fails" [ "$status" -ne 0 ]

machine user sudo apt-get apt-cache
check "sudo is used where it is" called "sudo apt-get install"

machine user sudo apt-get apt-cache c++ cmake ninja pkg-config
check "nothing is installed where nothing is missing" says "everything needed is installed"
check "root is not asked for where nothing is missing" [ "$(grep -c -e sudo -e apt-get "$work/calls")" -eq 0 ]

machine root dnf
check "dnf is used on Fedora" called "dnf install -y gcc-c++ cmake ninja-build pkgconf-pkg-config re2-devel json-devel tomlplusplus-devel spdlog-devel"

machine user brew c++ cmake
check "brew needs no root" called "brew install ninja pkgconf re2 nlohmann-json tomlplusplus spdlog"

machine user apt-get nix-shell nix-instantiate
check "Nix is taken where no compiler is" called "nix-shell -p cmake ninja pkg-config re2 nlohmann_json tomlplusplus spdlog --run DOCTOR_IN_NIX_SHELL=1 exec sh '"
check "Nix gets the script's path quoted" called "/clone with '\\''quote/server/run.sh'"

machine user
check "a machine without a package manager is told what it needs" says "still missing: compiler"
check "a machine without a package manager fails" [ "$status" -ne 0 ]

[ "$failures" -eq 0 ] && echo "all of packages.sh under: $shell $arguments"
exit "$failures"
