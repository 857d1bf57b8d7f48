// Safe reading and printing of JSON for everything that comes from outside.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace doctor {

using Json = nlohmann::json;

namespace json {

// Arrays and objects inside each other that parse() accepts: printing and copying recurse, and a
// crash loses the server for the whole session (design: limits).
inline constexpr int kMaxDepth = 64;

// The deepest nesting of brackets outside strings. A plain scan: it does not check that the text is
// JSON.
int depth(std::string_view text);

// Parses a whole text. The Problem names the byte (Location::column, from 1) and what was wrong;
// its file is empty.
Result<Json> parse(std::string_view text);

// One line of JSON. Never throws: ill-formed UTF-8 becomes U+FFFD.
std::string print(const Json& value);

// The same, indented by two spaces.
std::string print_pretty(const Json& value);

// The raw bytes of the member `key` of the top-level object in `text`, which must be valid JSON;
// empty where there is none. The last one counts if a key repeats, as in parse().
std::string_view raw_member(std::string_view text, std::string_view key);

}  // namespace json
}  // namespace doctor
