// flake.lock: which revision of which input a flake uses, with `follows` resolved.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace doctor::nix {

// Inputs whose age or presence decides what a Rust toolchain can be.
enum class Source { kOther, kNixpkgs, kFenix, kRustOverlay, kCrane, kNaersk };

// "nixpkgs", "fenix"…; "other".
std::string_view name_of(Source source);

// The source that a flake reference, a URL or "owner/repository" points to.
Source source_of(std::string_view reference);

struct LockedInput {
  std::string path;     // as seen from the flake: "fenix", "fenix/nixpkgs"
  std::string follows;  // the path that it follows; empty: it has a node of its own
  Source source = Source::kOther;
  std::string reference;     // "github:nix-community/fenix", or the URL
  std::string revision;      // empty where the file has none
  std::optional<Date> date;  // lastModified
  bool is_flake = true;
};

struct FlakeLock {
  std::string file;
  int version = 0;
  std::vector<LockedInput> inputs;  // those of the flake itself first, then inputs of inputs
  std::vector<Problem> problems;    // of single inputs; the others can be used

  // The first one of that source, or null: the flake's own come first.
  const LockedInput* find(Source source) const;
  const LockedInput* at(std::string_view path) const;
};

// "nix flake update fenix"; the name is quoted where a shell needs that.
std::string update_command(const LockedInput& input);

// Reads versions 5 to 7 (Nix 2.4 to now). A Problem where the text is no JSON, has another version
// or no root; what is wrong with one input (a missing node, `follows` in a circle) is listed and
// leaves the rest.
Result<FlakeLock> read_flake_lock(std::string_view text, const std::string& file);

}  // namespace doctor::nix
