// What must hold before a text is given to the parser.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace doctor::toml {

// Dots in the keys of one line that are accepted.
inline constexpr int kMaxDots = 64;

// The first violation outside strings and comments: too many dots on a line, or a byte that no bare
// key may hold.
std::optional<Problem> scan(std::string_view document, const std::string& file);

// End of the string literal that starts at `start`, with its quotes; one that is not closed ends
// with its line, or with the document where it may span lines.
std::size_t string_end(std::string_view document, std::size_t start);

}  // namespace doctor::toml
