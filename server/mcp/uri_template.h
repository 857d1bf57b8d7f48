// URI templates of the simplest kind (RFC 6570, level 1): `doctor://entry/{id}`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace doctor::mcp {

// The values of the template's variables in `uri`, percent-decoded; nothing where it does not fit.
// A variable stands for one character or more without "/". Pure function.
std::optional<std::map<std::string, std::string>> match_uri(std::string_view uri_template,
                                                            std::string_view uri);

// Whether the template has this variable.
bool has_variable(std::string_view uri_template, std::string_view name);

}  // namespace doctor::mcp
