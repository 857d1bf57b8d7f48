// The traps that a project's pin stands in: most of them print no message when they close.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nix/current_pin.h"

namespace doctor::nix {

struct Warning {
  std::string text;   // one sentence, with places as "file:line" relative to the project
  std::string entry;  // of the knowledge, where there is more; may be empty
};

// The worst first.
std::vector<Warning> warnings_of(const Project& project, const std::optional<CurrentPin>& pin,
                                 const Date& today);

// "flake.nix:12": the place as seen from the project's folder.
std::string shown(const Location& where, const Project& project);

}  // namespace doctor::nix
