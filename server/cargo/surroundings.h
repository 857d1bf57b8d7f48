// What stands in front of cargo on a command line and changes where and with what it runs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cargo/problems.h"

namespace doctor::cargo {

struct Surroundings {
  std::vector<std::string> folders;  // of `cd` and `env -C`, in order
  std::vector<std::string> unset;    // of `env -u` and `unset`
  bool is_clean = false;             // `env -i`
  std::string shell;  // "nix develop" and the like, which bring variables of their own
};

// Reads the text in front of cargo: "cd x && env -u RUSTFLAGS nix develop -c ". What a subshell in
// parentheses changed ends with it.
Surroundings read_surroundings(std::string_view lead);

// The environment that cargo sees: `outer` with what the command line removes and `assigned` sets.
Environment inner_environment(const Environment& outer, const Surroundings& surroundings,
                              const Environment& assigned);

}  // namespace doctor::cargo
