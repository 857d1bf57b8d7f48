#include "cargo/discover.h"

#include <set>

#include "cargo/paths.h"

namespace doctor::cargo {
namespace {

std::string canonical(const Files& files, const std::string& path) {
  const Result<std::string> resolved = files.canonical(path);
  return resolved.ok() ? resolved.value() : path;
}

}  // namespace

std::string active_config_file(const Files& files, const std::string& folder, Findings& findings) {
  std::string legacy = join(folder, "config");
  const std::string modern = join(folder, "config.toml");
  const bool has_modern = files.kind(modern) != PathKind::kMissing;
  if (files.kind(legacy) == PathKind::kMissing) return has_modern ? modern : "";
  if (!has_modern) {
    findings.note({legacy, 0}, "this old name is deprecated in favour of `config.toml`");
  } else if (canonical(files, legacy) != canonical(files, modern)) {
    findings.note({modern, 0}, "is not read at all: the old-style `config` beside it shadows it");
  }
  return legacy;
}

std::string cargo_home(const Environment& environment, const std::string& folder) {
  const auto value = [&](const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
  };
  if (!value("CARGO_HOME").empty()) return join(folder, value("CARGO_HOME"));
  return value("HOME").empty() ? "" : join(folder, value("HOME") + "/.cargo");
}

std::vector<std::string> discover(const Files& files, const std::string& folder,
                                  const std::string& home, Findings& findings) {
  std::vector<std::string> active;
  std::set<std::string> visited;
  const auto visit = [&](const std::string& place) {
    const std::string file = active_config_file(files, place, findings);
    if (!file.empty()) active.push_back(file);
  };
  std::string current = folder;
  while (true) {
    const std::string place = join(current, ".cargo");
    visit(place);
    visited.insert(canonical(files, place));
    if (current == parent(current)) break;
    current = parent(current);
  }
  if (home.empty()) {
    findings.note(
        variable_origin("HOME"),
        "neither HOME nor CARGO_HOME is set: the user's own configuration is not looked at");
  } else if (!visited.contains(canonical(files, home))) {
    visit(home);
  }
  return active;
}

}  // namespace doctor::cargo
