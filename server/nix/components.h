// Components, hosts and targets of Rust's releases, as the manifests list them
// (oxalica/rust-overlay@fd2ebb9c and its snapshot tags: nightlies of 2018-09-13 to 2026-08-22).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace doctor::nix {

struct Component {
  std::string_view
      name;  // as it is asked for: "clippy"; with -preview where only that always works
  std::string_view manifest;  // "clippy-preview"
  Date since;                 // first nightly that has it on x86_64 Linux
  bool is_nightly_only = false;
};

inline constexpr std::string_view kCranelift = "rustc-codegen-cranelift-preview";

std::span<const Component> components();

// By either name, with or without -preview; null where there is none.
const Component* find_component(std::string_view name);

// The known name nearest to a misspelt one, or empty.
std::string closest_component(std::string_view name);

// Whether one of fenix's sets (minimal, default, complete, latest) holds the component: they have
// fewer than the manifests (nix-community/fenix@64f11a7a, data/nightly.json). True for other names.
bool is_in_fenix_set(std::string_view set, const Component& component);

// A machine that a toolchain runs on.
struct Host {
  std::string_view triple;
  std::string_view system;   // Nix's name; empty where Nix has none
  bool is_in_fenix = false;  // fenix's flake has packages for it
};

std::span<const Host> hosts();

// By triple or by Nix's name; null where there is none. "x86_64-linux" is the gnu host.
const Host* find_host(std::string_view name);
std::string closest_host(std::string_view name);

// The first nightly with the component for that host; nothing where no nightly has it.
std::optional<Date> component_since(const Component& component, std::string_view triple);

// The hosts for which Cranelift is built, as triples.
std::vector<std::string> cranelift_hosts();

// Targets with a standard library of their own. Names that were given up (wasm32-wasi) have a
// successor.
bool is_target(std::string_view triple);
std::string closest_target(std::string_view triple);
std::string_view successor_of_target(std::string_view triple);

}  // namespace doctor::nix
