#!/bin/sh
# Starts the MCP server for a client. Where this machine has none for these sources yet, one is built in the background,
# and launch/stand_in.sh speaks for it meanwhile. stdout belongs to the protocol: everything else goes to stderr or to
# the build's log.
#
# A server is taken from, in this order: server/prebuilt/ (a release brings it along), PATH (the same version), the
# builds kept below the plugin's data folder and in build/. What builds one is in launch/builder.sh.
set -u

case $0 in
  */*) root=${0%/*}/.. ;;
  *)   root=.. ;;
esac
root=$(CDPATH='' cd -- "$root" && pwd) || exit 1
# shellcheck source=server/build.sh
. "$root/server/build.sh"

data=${CLAUDE_PLUGIN_DATA:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/rust-nix-toolchain}
version=$(project_version "$root")

skip() {
  skipped="$skipped$1
"
}

# Sets `server`, or returns 1 with the reasons in `skipped`. Always sets `build`, where the build for these sources is
# or shall be.
find_server() {
  skipped=
  build=
  if [ -d "$root/server/prebuilt" ]; then
    server=$root/server/prebuilt/rust-nix-doctor-$(platform)
    is_server "$server" "$version" && return
    skip "not executable, or not for this machine: $server"
  else
    skip "there is no server/prebuilt/"
  fi
  if server=$(command -v rust-nix-doctor); then
    is_server "$server" "$version" && return
    skip "not of version $version: $server"
  else
    skip "there is no rust-nix-doctor on PATH"
  fi
  key=$(source_key "$root")
  build=$data/build/$key
  server=$build/bin/rust-nix-doctor
  is_server "$server" "$version" && return
  skip "no build of these sources works: $server"
  server=$root/build/bin/rust-nix-doctor
  built_from "$root/build" "$key" && is_server "$server" "$version" && return
  skip "not built from these sources: $server"
  return 1
}

if find_server; then exec "$server" serve; fi

# shellcheck source=server/launch/lock.sh
. "$root/server/launch/lock.sh"
# shellcheck source=server/launch/stand_in.sh
. "$root/server/launch/stand_in.sh"
stand_in
