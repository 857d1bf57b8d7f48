// The lasting form: keys written to a file of the project.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "override/options.h"
#include "override/trial.h"

namespace doctor::override {

// A proved edit of one of the project's files, or why there is none.
struct FileOption {
  std::optional<Option> option;
  std::optional<cargo::Resolution> after;
  std::string obstacle;  // part of a sentence; of the last configuration file that was tried
};

// Tries the configuration file that counts for the whole workspace, then the one nearest to where
// cargo starts, then, without a gate to write, the root's Cargo.toml (cargo/rules.md C2, C3, F1,
// T9). `wanted` holds the keys in the order in which they shall be tried: each of its items is one
// attempt. Files outside of `bounds` are never touched, not even through a link; patches start
// there.
FileOption file_option(const Scene& scene, const std::vector<Wanted>& attempts,
                       const std::string& bounds, const std::string& shown_from);

}  // namespace doctor::override
