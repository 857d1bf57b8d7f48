# shellcheck shell=sh
# What a build needs and what each package manager calls it. Sourced by server/run.sh and tests/run.sh; does nothing by
# itself. Callers use ensure_packages; nothing is installed, and root is not asked for, unless something is missing.

say() { printf '==> %s\n' "$*"; }
complain() { printf '==> %s\n' "$*" >&2; }

# One line per need; "-" where the manager has no package or where the system brings it along.
package_table() {
  cat <<'EOF_TABLE'
need        apt                  dnf                 brew           nix
compiler    g++                  gcc-c++             -              -
cmake       cmake                cmake               cmake          cmake
ninja       ninja-build          ninja-build         ninja          ninja
pkg-config  pkg-config           pkgconf-pkg-config  pkgconf        pkg-config
re2         libre2-dev           re2-devel           re2            re2
json        nlohmann-json3-dev   json-devel          nlohmann-json  nlohmann_json
toml        libtomlplusplus-dev  tomlplusplus-devel  tomlplusplus   tomlplusplus
spdlog      libspdlog-dev        spdlog-devel        spdlog         spdlog
httplib     libcpp-httplib-dev   cpp-httplib-devel   cpp-httplib    httplib
openssl     libssl-dev           openssl-devel       openssl        openssl
gtest       libgmock-dev         gmock-devel         googletest     gtest
busybox     busybox              busybox             -              busybox
patch       patch                patch               -              patch
shellcheck  shellcheck           ShellCheck          shellcheck     shellcheck
nix-parser  nix-bin              nix                 -              -
nginx       nginx-light          nginx               nginx          nginx
node        nodejs               nodejs              node           nodejs
npm         npm                  npm                 -              -
cargo       cargo-web            cargo               rust           cargo
git         git                  git                 git            git
EOF_TABLE
}

# package_names MANAGER NEED...: the packages to install, on one line.
package_names() {
  manager_column=$1
  shift
  package_table | awk -v manager="$manager_column" -v needs=" $* " '
    NR == 1 { for (i = 2; i <= NF; i++) if ($i == manager) column = i; next }
    index(needs, " " $1 " ") && $column != "-" { printf "%s%s", separator, $column; separator = " " }'
}

have() { command -v "$1" >/dev/null 2>&1; }

# On macOS c++ is always there but may only offer to install itself.
have_compiler() {
  if [ "$(uname -s)" = Darwin ] && ! xcode-select -p >/dev/null 2>&1; then return 1; fi
  if [ -n "${CXX:-}" ]; then have "$CXX"; else have c++ || have g++ || have clang++; fi
}

have_need() {
  case $1 in
    compiler)   have_compiler ;;
    ninja)      have ninja || have make ;;
    pkg-config) have pkg-config ;;
    re2)        have pkg-config && pkg-config --exists re2 ;;
    json)       have pkg-config && pkg-config --exists nlohmann_json ;;
    toml)       have pkg-config && pkg-config --exists tomlplusplus ;;
    spdlog)     have pkg-config && pkg-config --exists spdlog ;;
    httplib)    have pkg-config && pkg-config --exists cpp-httplib ;;
    openssl)    have pkg-config && pkg-config --exists libcrypto ;;
    gtest)      have pkg-config && pkg-config --exists gtest gmock ;;
    nix-parser) have nix-instantiate ;;
    *)          have "$1" ;;
  esac
}

missing_needs() {
  for need in "$@"; do
    have_need "$need" || printf ' %s' "$need"
  done
}

# NixOS has no other way; elsewhere Nix is taken when it is there and a compiler is not.
package_manager() {
  if have nix-shell && { [ -e /etc/NIXOS ] || ! have_compiler; }; then echo nix
  elif have apt-get; then echo apt
  elif have dnf; then echo dnf
  elif have brew; then echo brew
  elif have nix-shell; then echo nix
  else echo none
  fi
}

# as_root COMMAND...: runs it as root, or prints it and fails.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@" && return 0
  elif have sudo; then
    say "root is needed: sudo $*"
    sudo "$@" && return 0
  fi
  complain "This needs root. Run the following as root, then start again:"
  complain "  $*"
  return 1
}

install_with_apt() {
  export DEBIAN_FRONTEND=noninteractive
  known=$*
  if [ "$(id -u)" -eq 0 ] || have sudo; then
    # A fresh machine has no package lists, and an outdated list names files that are gone.
    as_root apt-get update -q || return 1
    known=
    for package in "$@"; do
      if apt-cache show "$package" >/dev/null 2>&1; then known="$known $package"; else complain "apt has no $package"; fi
    done
  fi
  [ -n "$known" ] || return 0
  # shellcheck disable=SC2086 # a list of names
  as_root apt-get install -y -q --no-install-recommends $known </dev/null
}

# install_advice NEED...: how to install what is missing of it, in one sentence; nothing where nothing is.
install_advice() {
  advice_missing=$(missing_needs "$@")
  [ -n "$advice_missing" ] || return 0
  advice_manager=$(package_manager)
  # shellcheck disable=SC2086 # a list of needs
  advice_names=$(package_names "$advice_manager" $advice_missing)
  case $advice_manager in
    apt)  advice="apt-get install $advice_names" ;;
    dnf)  advice="dnf install $advice_names" ;;
    brew) advice="brew install $advice_names" ;;
    nix)  advice="nix-shell -p $advice_names" ;;
    *)    advice= ;;
  esac
  printf 'Missing here:%s.' "$advice_missing"
  if [ -n "$advice_names" ] && [ -n "$advice" ]; then printf ' Install with: %s' "$advice"; fi
  case $advice_missing in *compiler*) [ "$(uname -s)" != Darwin ] || printf ' Install a compiler with: xcode-select --install' ;; esac
  echo
}

shell_quote() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }

# Starts SCRIPT ARGS... again inside nix-shell with every package of the table's nix column that was asked for.
continue_in_nix_shell() {
  needs=$1
  shift
  command_line="DOCTOR_IN_NIX_SHELL=1 exec sh"
  for word in "$@"; do command_line="$command_line $(shell_quote "$word")"; done
  # shellcheck disable=SC2046,SC2086 # lists of names
  set -- $(package_names nix $needs)
  say "continuing in: nix-shell -p $*"
  set -- -p "$@" --run "$command_line"
  if ! nix-instantiate --find-file nixpkgs >/dev/null 2>&1; then
    set -- -I nixpkgs=channel:nixos-unstable "$@"
  fi
  exec nix-shell "$@"
}

# ensure_packages "NEED..." SCRIPT ARGS...: makes the needs available, or ends the script. SCRIPT and ARGS are the
# running script, started anew where Nix is used. A library that cannot be installed is left to CMake, which fetches it.
ensure_packages() {
  all_needs=$1
  shift
  # shellcheck disable=SC2086 # a list of needs
  missing=$(missing_needs $all_needs)
  if [ -z "$missing" ]; then
    say "everything needed is installed"
    return 0
  fi
  say "missing:$missing"
  manager=$(package_manager)
  # shellcheck disable=SC2086
  packages=$(package_names "$manager" $missing)
  case $manager in
    nix)
      if [ -z "${DOCTOR_IN_NIX_SHELL:-}" ]; then continue_in_nix_shell "$all_needs" "$@"; fi ;;
    apt)
      say "installing with apt: $packages"
      # shellcheck disable=SC2086
      install_with_apt $packages || exit 1 ;;
    dnf)
      say "installing with dnf: $packages"
      # shellcheck disable=SC2086
      as_root dnf install -y $packages </dev/null || exit 1 ;;
    brew)
      say "installing with brew: $packages"
      # shellcheck disable=SC2086
      [ -z "$packages" ] || brew install $packages </dev/null || exit 1 ;;
  esac
  # shellcheck disable=SC2086
  missing=$(missing_needs $all_needs)
  for need in $missing; do
    case $need in
      compiler|cmake|ninja)
        complain "still missing: $need. Install a C++20 compiler, CMake 3.25 or newer and ninja or make, then start again."
        [ "$(uname -s)" != Darwin ] || complain "On macOS: xcode-select --install"
        exit 1 ;;
    esac
  done
  [ -z "$missing" ] || say "going on without:$missing (CMake fetches the libraries among them; this needs git and a network)"
}
