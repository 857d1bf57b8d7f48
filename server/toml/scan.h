// What must hold before a text is given to the parser.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace doctor::toml {

// Dots in the keys of one line that are accepted.
inline constexpr int kMaxDots = 64;

// The first violation outside strings and comments: too many dots on a line, or a byte that no bare key may hold.
std::optional<Problem> scan(std::string_view document, const std::string& file);

}  // namespace doctor::toml
