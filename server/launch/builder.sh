#!/bin/sh
# builder.sh ROOT BUILD: makes BUILD/bin/rust-nix-doctor from the sources in ROOT, unless another builder is at it.
# Started by stand_in.sh in the background; it goes on when the session ends. What it says is in BUILD/build.log. Where
# nothing works, BUILD/failed holds the seconds it took and, below, what a person can do. SKIPPED is what the launcher
# has tried before.
set -u

root=$1
build=$2
# shellcheck source=server/packages.sh
. "$root/server/packages.sh"
# shellcheck source=server/build.sh
. "$root/server/build.sh"
# shellcheck source=server/launch/lock.sh
. "$root/server/launch/lock.sh"

trap '' INT HUP  # ignored by the children, too
take_lock "$build/lock" || exit 0
version=$(project_version "$root")
server=$build/bin/rust-nix-doctor
if is_server "$server" "$version"; then  # another builder has just made it
  rm -rf "$build/lock"
  exit 0
fi
exec >"$build/build.log" 2>&1
rm -rf "$build/failed" "$server" "$build"/tree.*
mkdir -p "$build/bin"
started=$(date +%s)

reasons=
skip() {
  echo "skipped: $1"
  reasons="$reasons- $1
"
}

accept() {
  if is_server "$build/new" "$version"; then
    mv -f "$build/new" "$server"
  else
    skip "what came out does not run here"
    rm -f "$build/new"
    return 1
  fi
}

# A copy of the plugin may have lost the exec bits, and its folder may be read-only.
take_prebuilt() {
  prebuilt=$root/server/prebuilt/rust-nix-doctor-$(platform)
  [ -f "$prebuilt" ] || { echo "skipped: the plugin brings no executable for $(platform) along"; return 1; }
  cp "$prebuilt" "$build/new" && chmod 755 "$build/new"
}

# How many packages Nix would have to compile; more than a few mean that it reaches no binary cache, and hours.
nix_compiles() {
  nix-build --dry-run "$root/server/package.nix" 2>&1 | awk '
    /will be built/ { counting = 1; next }
    /will be fetched/ { counting = 0 }
    counting && /\.drv$/ { count++ }
    END { print count + 0 }'
}

build_with_nix() {
  [ -f "$root/server/package.nix" ] || { echo "skipped: there is no server/package.nix"; return 1; }
  have nix-build || { skip "Nix: there is no nix-build"; return 1; }
  if can_compile && [ "$(nix_compiles)" -gt 5 ]; then skip "Nix: it would compile more than this server"; return 1; fi
  echo "building with nix-build"
  # The link keeps the build from being collected as garbage.
  nix-build "$root/server/package.nix" --out-link "$build/nix" || { skip "Nix: nix-build failed"; return 1; }
  ln -sf "$build/nix/bin/rust-nix-doctor" "$build/new"
}

can_compile() { have cmake && have_compiler; }

build_with_cmake() {
  can_compile || { skip "CMake: cmake or a C++ compiler is missing"; return 1; }
  echo "building with cmake"
  # A tree of one's own: a builder that was killed may have left children at work.
  tree=$build/tree.$$
  build_release "$root" "$tree" && mv "$tree/bin/rust-nix-doctor" "$build/new"
  built=$?
  rm -rf "$tree"
  [ "$built" -eq 0 ] || skip "CMake: the build failed"
  return "$built"
}

# Sources change with each update of the plugin; what is running goes on without its file.
remove_old_builds() {
  for other in "$build"/../*/; do
    if [ "$(basename "$other")" != "$(basename "$build")" ] && ! lock_is_held "${other}lock"; then rm -rf "$other"; fi
  done
}

printf '%s' "${SKIPPED:-}" | sed 's/^/skipped: /'
if { take_prebuilt && accept; } || { build_with_nix && accept; } || { build_with_cmake && accept; }; then
  remove_old_builds
  rm -rf "$build/lock"
  exit 0
fi

{
  echo $(($(date +%s) - started))
  printf '%s' "$reasons"
  install_advice compiler cmake ninja pkg-config re2 json toml spdlog
  echo "This command installs what is missing and builds: sh $(shell_quote "$root/server/run.sh")"
} >"$build/failed.new"
mv "$build/failed.new" "$build/failed"
rm -rf "$build/lock"
exit 1
