# shellcheck shell=sh
# How the server is configured, built and recognised again. Sourced by run.sh, launch.sh and tests/run.sh; does nothing
# by itself.

# source_key ROOT: one number for everything the server is made of and for the kind of machine. Equal keys mean that a
# build can be used again.
source_key() (
  cd "$1" || exit 1
  set -- CMakeLists.txt server
  if [ -d skills ]; then set -- "$@" skills; fi
  { uname -sm; find "$@" -type f -exec cksum {} + | LC_ALL=C sort; } | cksum | { read -r sum _ && echo "$sum"; }
)

# project_version ROOT: the version that CMakeLists.txt states. Starts no program, because each session asks.
project_version() {
  while read -r command _ number _; do
    if [ "$command" = "project(rust-nix-toolchain" ]; then echo "$number"; fi
  done <"$1/CMakeLists.txt"
}

# is_server EXECUTABLE VERSION: whether it runs here and is of that version. A build may stop working, for example when
# Nix has collected the libraries it was linked to.
is_server() { [ -x "$1" ] && [ "$("$1" --version 2>/dev/null </dev/null)" = "rust-nix-doctor $2" ]; }

# The kind of machine, as the names of prebuilt executables have it: linux-x86_64, linux-aarch64, darwin-arm64.
platform() { uname -sm | tr 'A-Z ' 'a-z-'; }

processors() { getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2; }

# configure_tree ROOT TREE OPTION...: runs cmake. The generator is chosen once, when the tree is new.
configure_tree() {
  source_root=$1
  build_tree=$2
  shift 2
  if [ ! -f "$build_tree/CMakeCache.txt" ] && command -v ninja >/dev/null 2>&1; then set -- -G Ninja "$@"; fi
  if command -v ccache >/dev/null 2>&1; then set -- -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "$@"; fi
  cmake -S "$source_root" -B "$build_tree" "$@"
}

# build_release ROOT TREE [OPTION...]: builds the stdio server and notes which sources it was made from.
build_release() {
  release_root=$1
  release_tree=$2
  shift 2
  release_key=$(source_key "$release_root") || return 1
  configure_tree "$release_root" "$release_tree" -DCMAKE_BUILD_TYPE=Release "$@" || return 1
  cmake --build "$release_tree" --target rust-nix-doctor --parallel "$(processors)" || return 1
  note_build "$release_tree" "$release_key"
}

# note_build TREE KEY and built_from TREE KEY: the note is worthless once the executable is newer than it.
note_build() { printf '%s\n' "$2" >"$1/source-key"; }
built_from() {
  [ -f "$1/source-key" ] && [ "$(cat "$1/source-key")" = "$2" ] || return 1
  [ -z "$(find "$1/bin/rust-nix-doctor" -newer "$1/source-key" 2>&1)" ]
}
