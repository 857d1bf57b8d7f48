// Where in a document a setting is written: the part of an edit that knows how people write tables.
#pragma once

#include <cstddef>
#include <string_view>

#include "override/edit.h"

namespace doctor::override {

// The one change that makes the setting hold. `document` is valid TOML that has the first
// `existing_depth` parts of the path: all of them and a single value, or fewer and only tables.
Replacement place(std::string_view document, const Setting& setting, std::size_t existing_depth);

}  // namespace doctor::override
