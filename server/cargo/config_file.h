// One configuration file with the files it includes.
#pragma once

#include <set>
#include <string>

#include "base/files.h"
#include "cargo/config_value.h"

namespace doctor::cargo {

inline constexpr std::size_t kMostConfigBytes = 256U << 10U;
inline constexpr std::size_t kMostLockBytes = 16U << 20U;

// A file's TOML with cargo's error classes: io, not-utf8, toml-syntax (cargo/rules.md, section 9).
Outcome<toml::Value> read_toml(const Files& files, const std::string& path, std::size_t limit);

// The file with its includes merged below it (C8, C10-C12). `seen` holds the files of this chain of
// includes: a second visit is a cycle, for cargo also a diamond.
Outcome<ConfigValue> load_config_file(const Files& files, const std::string& path, bool is_argument,
                                      std::set<std::string>& seen);

// The part of load_config_file that follows `include`, for tables that come from elsewhere;
// relative paths start at `folder`.
Outcome<ConfigValue> load_includes(const Files& files, ConfigValue table, const std::string& folder,
                                   std::set<std::string>& seen);

}  // namespace doctor::cargo
