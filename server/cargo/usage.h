// Calls of cargo that it refuses for their form alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cargo/problems.h"

namespace doctor::cargo {

// The words behind "cargo", aliases resolved.
std::optional<Refusal> check_usage(const std::vector<std::string>& words);

}  // namespace doctor::cargo
