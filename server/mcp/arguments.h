// Checks the arguments of a call against the tool's input schema, because clients send unvalidated
// ones. The answer is written for a model that will try again.
#pragma once

#include <optional>
#include <string>

#include "json/json.h"

namespace doctor::mcp {

// One sentence about the first argument that does not fit, with what is allowed and the nearest
// match; nothing where all fit. Understands the part of JSON Schema 2020-12 that the tools use:
// type (also a list of types), enum, required, properties, additionalProperties, items, minimum,
// maximum, minLength, maxLength (in code points), minItems and maxItems. A name that `properties`
// does not know is a fault unless additionalProperties allows it. Pure function.
std::optional<std::string> argument_fault(const Json& schema, const Json& arguments);

}  // namespace doctor::mcp
