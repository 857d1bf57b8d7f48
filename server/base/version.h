// Versions as Cargo writes them, and requirements on them (">=5.0.0, <35.0.0").
#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string_view>

namespace doctor {

// Major, minor, patch. A pre-release sorts with the release it precedes: ranges in the knowledge
// never hinge on it.
struct Version {
  std::array<int, 3> parts{};

  // Accepts "1", "1.2", "1.2.3", "v1.2.3", with or without "-pre" and "+build"; nothing else.
  static std::optional<Version> parse(std::string_view text);

  auto operator<=>(const Version&) const =
      default;  // NOLINT(modernize-use-nullptr): clang 14 mistakes it
};

// True where `version` meets every comma-separated comparator (>=, >, <=, <, =) of `requirement`;
// an empty requirement is met by all. A malformed requirement is met by none.
bool satisfies(const Version& version, std::string_view requirement);

// True where the requirement can be read.
bool is_requirement(std::string_view requirement);

}  // namespace doctor
