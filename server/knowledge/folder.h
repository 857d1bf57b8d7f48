// All the knowledge of a folder: entries/<area>/<id>.toml below it.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "knowledge/loader.h"

namespace doctor::knowledge {

struct LoadedFolder {
  std::vector<Entry> entries;  // sorted by id; only those without problems
  std::vector<Problem> problems;
};

// Reads every .toml file below `folder`. What the entries view is kept in `arena`. Ids and aliases
// that occur twice are problems.
LoadedFolder load_folder(const Files& files, const std::string& folder, Arena& arena);

}  // namespace doctor::knowledge
