// Which optional dependencies take part in a build: cargo's features.
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "cargo/arguments.h"
#include "cargo/manifest.h"

namespace doctor::cargo {

// Since resolver 2 a package has two sets of features: one where it is built for the target, one
// below build scripts and proc-macros. Before, everything is in the first.
enum class FeatureSide : std::size_t { kNormal, kHost };
inline constexpr std::size_t kFeatureSides = 2;

// A dependency of one package on another, both by index.
struct Edge {
  std::size_t to = 0;
  Dependency dependency;
  bool is_on_target = true;  // its platform is the target's
  bool is_on_host = true;
  std::array<bool, kFeatureSides> is_enabled = {true, true};  // set by activate()

  bool is_enabled_on(FeatureSide side) const { return is_enabled[static_cast<std::size_t>(side)]; }
};

struct Node {
  const FeatureTable* features = nullptr;  // null: not known, then nothing is left out
  std::vector<Edge> edges;
  std::string name;
  bool is_root = false;
  bool is_member = false;
  bool is_current = false;  // the package of the folder the command is given in
  bool is_proc_macro = false;
  // Set by activate():
  std::set<std::string> enabled = {};  // features for the target
  bool is_reached = false;             // some member that counts may need it
};

struct FeatureRules {
  bool is_decoupled = false;  // resolver 2 or 3
  bool has_dev = false;       // tests, benches or examples are asked for
};

// The side on which a dependency's features count, seen from a package on `side`.
FeatureSide side_of(const Node& to, const Edge& edge, FeatureSide side, const FeatureRules& rules);

// Follows the features that the roots start with through the graph.
void activate(std::vector<Node>& nodes, const Arguments& arguments, const FeatureRules& rules);

}  // namespace doctor::cargo
