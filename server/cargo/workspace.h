// Which manifests belong together: the workspace root, its members and all packages found by path.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "cargo/manifest.h"

namespace doctor::cargo {

struct Workspace {
  std::string root;                           // manifest whose profiles count (cargo/rules.md W1)
  std::string current;                        // manifest the command starts from
  std::map<std::string, Manifest> manifests;  // every one that cargo loads, by path
  std::set<std::string> packages;             // those of them that belong to the build
  std::set<std::string> members;              // W3: listed, automatic, not excluded
  std::vector<std::string> default_members;   // what a command without -p works on

  const Manifest& root_manifest() const { return manifests.at(root); }
};

// The manifest a command in `folder` starts from: `given` (--manifest-path), else the nearest
// Cargo.toml upwards.
Outcome<std::string> find_manifest(const Files& files, const std::string& folder,
                                   const std::string& given);

// Loads the workspace of a manifest. `home` is cargo's own folder: the search for a root stops
// there. Refused only where nothing can be said; a broken member is a finding.
Outcome<Workspace> load_workspace(const Files& files, const std::string& manifest,
                                  const std::string& home, const Features& features,
                                  Findings& findings);

}  // namespace doctor::cargo
