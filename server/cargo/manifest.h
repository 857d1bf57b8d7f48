// One Cargo.toml, as far as backends depend on it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "cargo/gate.h"
#include "cargo/profile.h"
#include "cargo/targets.h"

namespace doctor::cargo {

enum class DependencyKind { kNormal, kDev, kBuild };

// `[features]`: what each one enables.
using FeatureTable = std::map<std::string, std::vector<std::string>>;

struct Dependency {
  std::string name;  // the package's
  std::string key;   // in the manifest, where the package may be renamed
  DependencyKind kind = DependencyKind::kNormal;
  std::string manifest;       // of a path dependency, absolute; else empty
  std::string platform;       // "cfg(unix)" or a triple; empty: all
  bool is_inherited = false;  // `workspace = true`: name and manifest come from the root
  bool is_optional = false;
  bool has_default_features = true;
  std::vector<std::string> features;
};

// `[workspace]`.
struct WorkspaceTable {
  std::optional<std::vector<std::string>> members;
  std::optional<std::vector<std::string>> default_members;
  std::vector<std::string> exclude;
  std::map<std::string, Dependency> dependencies;
  std::string version;
  std::string edition;
  std::string resolver;  // of features: "1", "2" or "3"; empty: the root package's edition decides
};

struct Manifest {
  std::string path;
  bool has_package = false;
  std::string name;
  std::string version;  // empty: the workspace's
  Origin place;         // of the package's name
  std::string edition;  // empty: the workspace's, or none
  std::string resolver;
  DeclaredTargets targets;
  bool has_build_script = false;
  bool is_proc_macro = false;
  std::string root_pointer;  // manifest that package.workspace names, else empty
  std::vector<Dependency> dependencies;
  std::vector<Dependency> patches;  // [patch] with paths
  std::optional<WorkspaceTable> workspace;
  std::vector<Choice> cargo_features;
  FeatureTable features;
  std::map<std::string, Profile> profiles;

  std::string folder() const;
  bool has_feature(const std::string& name) const;
};

// Reads and checks a manifest as cargo does whenever it loads one, its profiles included, even
// where they have no effect (G6, W4). A closed gate is a finding, everything else that cargo
// refuses a Refusal.
Outcome<Manifest> load_manifest(const Files& files, const std::string& path,
                                const Features& features, Findings& findings);

// The parts that say what a package is and needs; profiles are not read. For sources of registries.
Outcome<Manifest> skim_manifest(const Files& files, const std::string& path);

}  // namespace doctor::cargo
