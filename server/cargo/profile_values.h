// What the keys of a profile may hold that have nothing to do with backends. Cargo stops at a wrong
// one before it chooses a backend.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cargo/problems.h"
#include "toml/document.h"

namespace doctor::cargo {

enum class ValueSource { kManifest, kConfig, kVariable };

// `text` is the value as text, numbers and truth values too. Empty where cargo takes it or does not
// know the key.
std::optional<Refusal> refuse_value(std::string_view key, toml::Kind kind, const std::string& text,
                                    ValueSource source, const Origin& origin);

// Of the variables that start with `prefix` (CARGO_PROFILE_DEV) and name a key of a profile.
std::optional<Refusal> refuse_variables(const Environment& environment, const std::string& prefix);

}  // namespace doctor::cargo
