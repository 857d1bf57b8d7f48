// The proof that an edit did what it should and nothing else, from the parsed documents alone.
#pragma once

#include "override/edit.h"
#include "toml/document.h"

namespace doctor::override {

// Whether the value is exactly what the setting wants, type included.
bool holds(const toml::Value& value, const Setting& setting);

// Whether `after` has the setting's value and every other key has the value that it has in
// `before`. Floats and dates are compared by kind only.
bool changes_only(const toml::Value& before, const toml::Value& after, const Setting& setting);

}  // namespace doctor::override
