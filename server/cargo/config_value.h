// A merged configuration: a tree of values in which each one knows where it stands and what it
// beat.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cargo/problems.h"
#include "toml/document.h"

namespace doctor::cargo {

struct ConfigValue {
  toml::Kind kind = toml::Kind::kTable;
  std::string text;  // a string's content, other scalars as written in TOML
  bool boolean = false;
  Origin origin;
  bool is_argument = false;  // of --config: beats the environment (cargo/rules.md E1)
  std::vector<ConfigValue> items;
  std::map<std::string, ConfigValue> members;
  std::vector<Choice> overrode;  // of a scalar: the farther files' values, nearest first

  // The value below this table, or null where a step is missing or no table.
  const ConfigValue* find(std::initializer_list<std::string_view> path) const;
};

// A document as configuration. Floats and dates are refused wherever they stand (C11).
Outcome<ConfigValue> to_config(const toml::Value& document, bool is_argument);

// Merges two tables (C7). kFarther: what `into` has stays; kNearer: `other` wins. Lists are joined,
// the stronger one last. A table or list against anything else is refused.
enum class Priority { kFarther, kNearer };
std::optional<Refusal> merge(ConfigValue& into, ConfigValue other, Priority priority);

}  // namespace doctor::cargo
