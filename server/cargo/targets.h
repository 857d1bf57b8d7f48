// The targets of a package, and which of them a command compiles.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "cargo/arguments.h"
#include "toml/document.h"

namespace doctor::cargo {

struct Target {
  TargetKind kind = TargetKind::kLibrary;
  std::string name;
  bool is_tested = false;   // part of `cargo test`
  bool is_benched = false;  // part of `cargo bench`
  bool has_doctests = false;
  std::vector<std::string> required_features;
};

// What a manifest says about targets.
struct DeclaredTargets {
  std::vector<Target> listed;
  std::set<TargetKind> searched;  // kinds that are found by their place as well
};

DeclaredTargets declared_targets(const toml::Value& document);

// The listed targets and those that lie where cargo looks for them. A package in which nothing is
// found counts as a library.
std::vector<Target> find_targets(const Files& files, const DeclaredTargets& declared,
                                 const std::string& folder, const std::string& package);

// What a command compiles of a package that it works on.
struct Selection {
  bool has_library = false;
  bool has_library_test = false;   // the library with its own tests
  bool has_others = false;         // targets that link the library
  bool has_doctests = false;       // they link it too
  bool has_dependent_dev = false;  // something that may use dev-dependencies

  bool is_empty() const { return !has_library && !has_library_test && !has_others; }
};

// `features`: those of the package that are enabled.
Selection select_targets(const std::vector<Target>& targets, const Arguments& arguments,
                         const std::set<std::string>& features);

}  // namespace doctor::cargo
