// The command with which a person lets the real cargo confirm an answer.
#pragma once

#include <string>
#include <vector>

#include "cargo/resolve.h"

namespace doctor::cargo {

// Prints cargo's unit graph without building, without the network and without touching the project
// (cargo/rules.md O3, O4); `more` are further words for cargo, unquoted. Empty where the command or
// the toolchain has no unit graph.
std::string proof_command(const Resolution& resolution, const std::vector<std::string>& more = {});

}  // namespace doctor::cargo
