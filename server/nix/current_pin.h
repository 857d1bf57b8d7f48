// What decides a project's compiler now: which file and line, which toolchain that is, and what
// changes it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "nix/project.h"

namespace doctor::nix {

struct CurrentPin {
  Via via = Via::kNixpkgs;
  std::string expression;  // "fenix.complete.withComponents"; "" where a toolchain file decides
  Location where;
  std::string set;           // of fenix: "complete", "minimal"…; empty: none of these
  std::string channel;       // "nightly", "nightly-2026-05-20", "1.95.0"; empty: not readable
  std::optional<Date> date;  // of the toolchain, or the latest that it can have
  bool is_exact = false;     // the date is the toolchain's own
  std::string version;       // "1.97", where channel or date tell it
  std::string moved_by;      // a command, or which edit; empty: no lock holds it
  std::string hash;          // as written; empty: none; "?": computed
  std::vector<std::string> components;
  std::vector<std::string> targets;
  const cargo::ToolchainFile* file = nullptr;  // the toolchain file that is read, in the project

  bool is_nightly() const { return channel.starts_with("nightly"); }
};

// The one that decides: an overlay's toolchain before one of nixpkgs, flake.nix before shell.nix
// (unless .envrc uses the latter), a toolchain file alone last. Points into `project`.
std::optional<CurrentPin> current_pin(const Project& project);

// Other toolchains that the project's files make, none of which is `pin`.
std::vector<ToolchainUse> other_toolchains(const Project& project, const CurrentPin& pin);

}  // namespace doctor::nix
