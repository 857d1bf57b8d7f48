// Reads entries and signs from TOML text and checks every rule of FORMAT.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "knowledge/arena.h"
#include "knowledge/entry.h"

namespace doctor::knowledge {

// Largest entry file that is read (design: limits).
inline constexpr std::size_t kMaxEntryBytes = 256U << 10U;

struct LoadedEntry {
  Entry entry;
  std::vector<Problem>
      problems;  // all of them, each with its place; a file with problems is not to be used
};

// `path` ends in "<area>/<id>.toml". What the entry views is kept in `arena`.
LoadedEntry load_entry(std::string_view document, const std::string& path, Arena& arena);

struct LoadedSigns {
  std::vector<Sign> signs;
  std::vector<Problem> problems;
};
LoadedSigns load_signs(std::string_view document, const std::string& path, Arena& arena);

}  // namespace doctor::knowledge
