// What a .nix file says about Rust toolchains, read from its text: which overlay, which expression,
// at which line. Nothing is evaluated, so what a file computes is not seen.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/location.h"
#include "base/result.h"
#include "nix/flake_lock.h"

namespace doctor::nix {

// Who provides the compiler.
enum class Via { kFenix, kRustOverlay, kToolchainFile, kNixpkgs };

// The words of the tool contract: "fenix", "rust-overlay", "rust-toolchain.toml", "nixpkgs".
std::string_view name_of(Via via);
std::optional<Via> via_of(std::string_view name);

// An input of a flake, or a source that is fetched where the file says so.
struct SourceUse {
  std::string name;       // of the input; empty for a fetch
  std::string reference;  // URL or flake reference
  Source source = Source::kOther;
  Location where;
};

// An expression that makes a toolchain.
struct ToolchainUse {
  Via via = Via::kFenix;
  std::string expression;  // "fenix.complete.withComponents", as short as it can be said
  std::string channel;     // "nightly", "stable", "1.95.0", or a set of fenix; empty: not readable
  std::string date;        // as written; may be no date at all
  std::string hash;        // as written; "?" for one that is computed
  std::string file;        // of a toolchain file, as written
  std::string profile;     // of rust-overlay
  std::vector<std::string> components;
  std::vector<std::string> targets;
  bool is_partial = false;  // the components are computed in part
  Location where;
};

struct NixFile {
  std::string file;
  std::vector<SourceUse> sources;
  std::vector<ToolchainUse> toolchains;
  std::vector<std::string> imports;  // relative paths of further files, as written
};

Result<NixFile> read_nix_file(std::string_view text, const std::string& file);

}  // namespace doctor::nix
