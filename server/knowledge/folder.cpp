#include "knowledge/folder.h"

#include <algorithm>
#include <map>

namespace doctor::knowledge {

LoadedFolder load_folder(const Files& files, const std::string& folder, Arena& arena) {
  LoadedFolder loaded;
  const Result<std::vector<std::string>> paths = files.list(folder);
  if (!paths.ok()) {
    loaded.problems.push_back(paths.problem());
    return loaded;
  }
  std::map<Text, std::string> owner;  // of each id and alias
  for (const std::string& path : paths.value()) {
    if (!path.ends_with(".toml")) continue;
    const Result<std::string> document = files.read(path, kMaxEntryBytes);
    if (!document.ok()) {
      loaded.problems.push_back(document.problem());
      continue;
    }
    LoadedEntry read = load_entry(document.value(), path, arena);
    std::vector<Text> names(read.entry.aliases.begin(), read.entry.aliases.end());
    if (!read.entry.id.empty()) names.push_back(read.entry.id);
    for (const Text name : names) {
      const auto [other, is_new] = owner.emplace(name, path);
      if (is_new) continue;
      read.problems.push_back(
          {"the id `" + std::string(name) + "` is taken by " + other->second, {path}});
    }
    if (read.problems.empty()) loaded.entries.push_back(read.entry);
    loaded.problems.insert(loaded.problems.end(), read.problems.begin(), read.problems.end());
  }
  std::sort(loaded.entries.begin(), loaded.entries.end(),
            [](const Entry& a, const Entry& b) { return a.id < b.id; });
  return loaded;
}

}  // namespace doctor::knowledge
