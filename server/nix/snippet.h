// A pin as text: a whole flake, an expression for a project that has one, or a toolchain file.
#pragma once

#include <string>
#include <vector>

#include "nix/wish.h"

namespace doctor::nix {

struct Snippet {
  std::string file;      // where it belongs: "flake.nix", "toolchain.nix", "rust-toolchain.toml"
  std::string language;  // of the code block: "nix" or "toml"
  std::string text;
};

// A flake with a development shell for the pin's hosts. Not for a toolchain file.
Snippet flake(const Pin& pin);

// The toolchain alone: a function of what a flake has at hand ({ fenix, pkgs, system, ... }).
Snippet expression(const Pin& pin);

// rust-toolchain.toml, and the expressions with which an overlay reads it.
Snippet toolchain_file(const Pin& pin);
Snippet reading_expression(Source overlay);

// The members of `inputs` that the expression needs, as a set.
Snippet inputs(const Pin& pin);

// Whether the text holds a hash that only a first build tells.
bool needs_hash(const Snippet& snippet);

// The address of the manifest that the hash is taken of; empty where none is.
std::string manifest_url(const Pin& pin);

}  // namespace doctor::nix
