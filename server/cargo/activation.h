// Which optional dependencies take part in a build: cargo's features.
#pragma once

#include <string>
#include <vector>

#include "cargo/arguments.h"
#include "cargo/manifest.h"

namespace doctor::cargo {

// A dependency of one package on another, both by index.
struct Edge {
  std::size_t to = 0;
  Dependency dependency;
  bool is_enabled = true;  // set by activate(); optional ones may stay out
};

struct Node {
  const FeatureTable* features = nullptr;  // null: not known, then nothing is left out
  std::vector<Edge> edges;
  std::string name;
  bool is_root = false;
};

// Follows the features that the roots start with through the graph. They are unified over the whole
// build; cargo keeps those of hosts and targets apart, so a few more may be enabled here.
void activate(std::vector<Node>& nodes, const Arguments& arguments);

}  // namespace doctor::cargo
