// Package ID specifications, the names of `[profile.dev.package.SPEC]` and `-p SPEC`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cargo/problems.h"

namespace doctor::cargo {

// What identifies a package. `kind` is "path", "registry", "sparse" or "git".
struct PackageId {
  std::string name;
  std::string version;
  std::string url;
  std::string kind;

  std::string str() const { return name + "@" + version; }
};

// cargo/rules.md P6. Two spellings of the same specification are equal ("dep@1.0", "dep:1.0").
struct PackageSpec {
  bool is_star = false;  // "*": every package that is no member
  std::string name;
  std::string version;  // whole or partial, may be empty
  std::string url;
  std::string kind;
  std::string spelling;  // as written

  static Outcome<PackageSpec> parse(const std::string& text, const Origin& origin);

  // Never true for "*".
  bool matches(const PackageId& package) const;
  bool is_same(const PackageSpec& other) const;
};

}  // namespace doctor::cargo
