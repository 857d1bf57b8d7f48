#!/bin/sh
# Starts the MCP server for a client, building it first when this machine has no working build of these sources.
# stdout belongs to the protocol: everything else goes to stderr or to the build log.
set -u

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=server/build.sh
. "$root/server/build.sh"
[ "$#" -gt 0 ] || set -- serve

fail() {
  printf 'rust-nix-doctor: %s\n' "$1" >&2
  exit 1
}

data=${CLAUDE_PLUGIN_DATA:-${XDG_CACHE_HOME:-${HOME:?HOME is not set}/.cache}/rust-nix-toolchain}
key=$(source_key "$root") || fail "cannot read the sources in $root"
build=$data/build/$key
server=$build/bin/rust-nix-doctor
log=$build/build.log
lock=$build/lock

# A build may stop working, for example when Nix has collected the libraries it was linked to.
works() { [ -x "$1" ] && "$1" --version >/dev/null 2>&1 </dev/null; }

# --- a build that is there already ----------------------------------------------------------------

if works "$server"; then exec "$server" "$@"; fi

clone=$root/build
if built_from "$clone" "$key" && works "$clone/bin/rust-nix-doctor"; then exec "$clone/bin/rust-nix-doctor" "$@"; fi

installed=$(command -v rust-nix-doctor 2>/dev/null) || installed=
if [ -n "$installed" ] && [ "$("$installed" --version 2>/dev/null </dev/null)" = "rust-nix-doctor $(project_version "$root")" ]; then
  exec "$installed" "$@"
fi

# --- the build ------------------------------------------------------------------------------------

have() { command -v "$1" >/dev/null 2>&1; }
can_compile() { have cmake && { have "${CXX:-c++}" || have g++ || have clang++; }; }

build_with_nix() {
  echo "building with nix-build"
  # The link keeps the build from being collected as garbage.
  nix-build "$root/server/package.nix" --out-link "$build/nix" || return 1
  mkdir -p "$build/bin" && ln -sf "$build/nix/bin/rust-nix-doctor" "$server"
}

build_with_cmake() {
  can_compile || { echo "cmake or a C++ compiler is missing; 'sh $root/server/run.sh' installs both"; return 1; }
  echo "building with cmake"
  tree=$build/tree.$$
  build_release "$root" "$tree" && mkdir -p "$build/bin" && mv "$tree/bin/rust-nix-doctor" "$server"
  built=$?
  rm -rf "$tree"
  return "$built"
}

run_build() {
  if [ -f "$root/server/package.nix" ] && have nix-build && { [ -e /etc/NIXOS ] || ! can_compile; }; then
    build_with_nix || build_with_cmake
  else
    build_with_cmake
  fi
}

# One build at a time: the lock holds the builder's process id. A lock whose owner is gone is taken over; should two
# starts do that at once, both build in trees of their own and the last one moves its result into place.
owner_is_alive() {
  owner=$(cat "$lock/pid" 2>/dev/null)
  if [ -z "$owner" ]; then
    sleep 1  # between mkdir and the writing of the number
    owner=$(cat "$lock/pid" 2>/dev/null)
  fi
  [ -n "$owner" ] && kill -0 "$owner" 2>/dev/null
}

mkdir -p "$build" || fail "cannot create $build"
until mkdir "$lock" 2>/dev/null; do
  if owner_is_alive; then sleep 1; else rm -rf "$lock"; fi
  if works "$server"; then exec "$server" "$@"; fi
done
if works "$server"; then  # another start has built it in between
  rm -rf "$lock"
  exec "$server" "$@"
fi

printf 'rust-nix-doctor: building the server, log: %s\n' "$log" >&2
# Ignored signals stay ignored in the children: a build outlives a session that is closed while it runs.
(
  trap '' INT HUP TERM
  run_build
  result=$?
  rm -rf "$lock"
  exit "$result"
) </dev/null >"$log" 2>&1 &
{ echo "$!" >"$lock/pid"; } 2>/dev/null  # a build that failed at once has removed the lock already
wait "$!"

if works "$server"; then exec "$server" "$@"; fi
{
  echo "rust-nix-doctor: the server could not be built. The end of $log:"
  tail -n 20 "$log"
} >&2
exit 1
