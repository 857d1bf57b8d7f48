#include "cargo/activation.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace doctor::cargo {
namespace {

class Activation {
 public:
  Activation(std::vector<Node>& nodes, const FeatureRules& rules) : nodes_(nodes), rules_(rules) {
    for (Node& node : nodes_) {
      for (Edge& edge : node.edges) {
        edge.is_enabled.fill(!edge.dependency.is_optional || node.features == nullptr);
      }
    }
  }

  void start(const Arguments& arguments) {
    bool has_members = false;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const Node& node = nodes_[i];
      // Until resolver 2 the current package counts even where others are named.
      const bool counts = node.is_root || (node.is_current && !rules_.is_decoupled);
      if (!node.is_member || !counts) continue;
      has_members = true;
      const bool is_meant = rules_.is_decoupled || node.is_current || !has_current();
      start(i, arguments, is_meant);
    }
    // A package of elsewhere has the features that the members ask of it.
    for (std::size_t i = 0; i < nodes_.size() && !has_members; ++i) {
      if (nodes_[i].is_member) start(i, {}, true);
    }
    run();
    for (const auto& [node, side] : visited_) reach(node);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].is_root && !visited_.contains({i, FeatureSide::kNormal})) start(i, {}, true);
    }
    run();
    for (const auto& [node, side, feature] : enabled_) {
      if (side == FeatureSide::kNormal) nodes_[node].enabled.insert(feature);
    }
  }

 private:
  struct Task {
    std::size_t node;
    FeatureSide side;
    std::string feature;  // empty: the package itself
  };

  bool has_current() const {
    return std::any_of(nodes_.begin(), nodes_.end(), [](const Node& n) { return n.is_current; });
  }

  // A package with the features of the command line; `is_meant` is false where they are another's.
  void start(std::size_t node, const Arguments& arguments, bool is_meant) {
    start_on(node, FeatureSide::kNormal, arguments, is_meant);
    if (rules_.is_decoupled && nodes_[node].is_proc_macro) {
      start_on(node, FeatureSide::kHost, arguments, is_meant);
    }
  }

  void start_on(std::size_t node, FeatureSide side, const Arguments& arguments, bool is_meant) {
    visit(node, side);
    if (!arguments.is_without_defaults || !is_meant) enable(node, side, "default");
    if (arguments.has_all_features) enable_all(node, side);
    for (const std::string& feature : arguments.features) {
      const std::size_t slash = feature.find('/');
      const bool is_own = slash != feature.npos && feature.substr(0, slash) == nodes_[node].name;
      if (is_own) {
        enable(node, side, feature.substr(slash + 1));
      } else if (is_meant) {
        slash == feature.npos ? enable(node, side, feature) : follow(node, side, feature);
      }
    }
  }

  // Platforms do not matter for what Cargo.lock holds.
  void reach(std::size_t start) {
    std::vector<std::size_t> todo = {start};
    while (!todo.empty()) {
      Node& node = nodes_[todo.back()];
      todo.pop_back();
      if (std::exchange(node.is_reached, true)) continue;
      for (const Edge& edge : node.edges) {
        const bool is_enabled =
            edge.is_enabled_on(FeatureSide::kNormal) || edge.is_enabled_on(FeatureSide::kHost);
        if (is_enabled) todo.push_back(edge.to);
      }
    }
  }

  void run() {
    while (!todo_.empty()) {
      const Task task = std::move(todo_.back());
      todo_.pop_back();
      expand(task);
    }
  }

  bool counts(const Edge& edge, FeatureSide side) const {
    if (!rules_.is_decoupled) return true;
    const DependencyKind kind = edge.dependency.kind;
    if (kind == DependencyKind::kDev && !rules_.has_dev) return false;
    const bool is_host = side == FeatureSide::kHost || kind == DependencyKind::kBuild;
    return is_host ? edge.is_on_host : edge.is_on_target;
  }

  void visit(std::size_t node, FeatureSide side) {
    if (visited_.emplace(node, side).second) todo_.push_back({node, side, ""});
  }

  void enable(std::size_t node, FeatureSide side, const std::string& feature) {
    if (!feature.empty() && enabled_.emplace(node, side, feature).second)
      todo_.push_back({node, side, feature});
  }

  void enable_all(std::size_t node, FeatureSide side) {
    if (nodes_[node].features == nullptr) return;
    for (const auto& [feature, entries] : *nodes_[node].features) enable(node, side, feature);
    for (Edge& edge : nodes_[node].edges) take(node, side, edge);
  }

  void expand(const Task& task) {
    const auto& [node, side, feature] = task;
    if (feature.empty()) {
      for (Edge& edge : nodes_[node].edges) {
        if (edge.is_enabled_on(side)) take(node, side, edge);
      }
      return;
    }
    const FeatureTable* table = nodes_[node].features;
    if (table == nullptr) return;
    const auto found = table->find(feature);
    if (found == table->end()) {
      take_named(node, side, feature);  // an optional dependency is a feature of its own name
      return;
    }
    for (const std::string& entry : found->second) follow(node, side, entry);
  }

  // One entry of a feature: "other", "dep:x", "x/feature" or "x?/feature".
  void follow(std::size_t node, FeatureSide side, const std::string& entry) {
    const std::size_t slash = entry.find('/');
    if (entry.starts_with("dep:")) {
      take_named(node, side, entry.substr(4));
    } else if (slash == std::string::npos) {
      enable(node, side, entry);
    } else {
      const bool is_weak = slash > 0 && entry[slash - 1] == '?';
      const std::string key = entry.substr(0, is_weak ? slash - 1 : slash);
      if (!is_weak) take_named(node, side, key);
      wanted_[{node, side, key}].push_back(entry.substr(slash + 1));
      for (const Edge& edge : nodes_[node].edges) {
        if (edge.dependency.key != key || !edge.is_enabled_on(side) || !counts(edge, side))
          continue;
        enable(edge.to, side_of(nodes_[edge.to], edge, side, rules_), entry.substr(slash + 1));
      }
    }
  }

  void take_named(std::size_t node, FeatureSide side, const std::string& key) {
    for (Edge& edge : nodes_[node].edges) {
      if (edge.dependency.key == key) take(node, side, edge);
    }
  }

  void take(std::size_t node, FeatureSide side, Edge& edge) {
    edge.is_enabled[static_cast<std::size_t>(side)] = true;
    if (!counts(edge, side)) return;
    const FeatureSide other = side_of(nodes_[edge.to], edge, side, rules_);
    visit(edge.to, other);
    if (edge.dependency.has_default_features) enable(edge.to, other, "default");
    for (const std::string& feature : edge.dependency.features) enable(edge.to, other, feature);
    const auto found = wanted_.find({node, side, edge.dependency.key});
    if (found == wanted_.end()) return;
    for (const std::string& feature : found->second) enable(edge.to, other, feature);
  }

  std::vector<Node>& nodes_;
  const FeatureRules& rules_;
  std::set<std::pair<std::size_t, FeatureSide>> visited_;
  std::set<std::tuple<std::size_t, FeatureSide, std::string>> enabled_;
  // Of "x?/f".
  std::map<std::tuple<std::size_t, FeatureSide, std::string>, std::vector<std::string>> wanted_;
  std::vector<Task> todo_;
};

}  // namespace

FeatureSide side_of(const Node& to, const Edge& edge, FeatureSide side, const FeatureRules& rules) {
  const bool is_host = edge.dependency.kind == DependencyKind::kBuild || to.is_proc_macro;
  return rules.is_decoupled && is_host ? FeatureSide::kHost : side;
}

void activate(std::vector<Node>& nodes, const Arguments& arguments, const FeatureRules& rules) {
  Activation(nodes, rules).start(arguments);
}

}  // namespace doctor::cargo
