// What cargo refuses in a manifest before it looks at any profile.
#pragma once

#include <optional>
#include <string>

#include "cargo/problems.h"
#include "toml/document.h"

namespace doctor::cargo {

// The first mistake of the document, as far as mistakes are looked for here.
std::optional<Refusal> check_manifest(const toml::Value& document, const std::string& path);

}  // namespace doctor::cargo
