// Keys and strings as TOML writes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace doctor::toml {

// A part of a key: bare where TOML allows that, else as a basic string.
std::string spell_key(std::string_view part);

// The parts joined by dots.
std::string spell_key(const std::vector<std::string>& parts);

// A basic string ("…") in one line.
std::string spell_string(std::string_view content);

}  // namespace doctor::toml
