// Single texts out of a JSON document, for folders that must not know JSON themselves.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doctor::json {

// The string at each JSON pointer (RFC 6901), or nothing where the document is no JSON, lacks the
// place or holds something else there.
std::vector<std::optional<std::string>> strings_at(std::string_view document,
                                                   const std::vector<std::string_view>& pointers);

// True where the document is JSON that parse() takes.
bool is_json(std::string_view document);

}  // namespace doctor::json
