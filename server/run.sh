#!/bin/sh
# From a fresh machine to a working server in one command: installs what is missing, builds, diagnoses a sample log and
# says how to register the plugin in Claude Code. Run it as: sh server/run.sh
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=server/packages.sh
. "$root/server/packages.sh"
# shellcheck source=server/build.sh
. "$root/server/build.sh"

say "looking for a compiler, CMake and the libraries"
ensure_packages "compiler cmake ninja pkg-config re2 json toml spdlog" "$root/server/run.sh"

say "building the server into $root/build"
build_release "$root" "$root/build"
server=$root/build/bin/rust-nix-doctor
say "built: $("$server" --version)"

sample=$root/tests/samples/wasmtime-fiber.log
say "diagnosing a sample log: rust-nix-doctor classify tests/samples/wasmtime-fiber.log"
"$server" classify "$sample"

repository=$(git -C "$root" remote get-url origin 2>/dev/null | sed -n 's|.*github\.com[:/]\([^/]*/[^/]*\)$|\1|p' | sed 's/\.git$//') || repository=
place=$(shell_quote "$root")
case $root in *[!A-Za-z0-9/._-]*) ;; *) place=$root ;; esac
cat <<END

The server is ready: $server

Try the plugin in one session:
  claude --plugin-dir $place

Install it from this folder:
  claude plugin marketplace add $place
  claude plugin install rust-nix-toolchain@rust-nix-toolchain

Or install it from GitHub, inside Claude Code:
  /plugin install rust-nix-toolchain --marketplace ${repository:-<owner>/<repository>}
END
