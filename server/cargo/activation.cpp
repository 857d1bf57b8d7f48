#include "cargo/activation.h"

#include <map>
#include <set>

namespace doctor::cargo {
namespace {

class Activation {
 public:
  explicit Activation(std::vector<Node>& nodes) : nodes_(nodes), is_visited_(nodes.size()) {
    for (Node& node : nodes_) {
      for (Edge& edge : node.edges) {
        edge.is_enabled = !edge.dependency.is_optional || node.features == nullptr;
      }
    }
  }

  void start(const Arguments& arguments) {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (!nodes_[i].is_root) continue;
      visit(i);
      if (!arguments.is_without_defaults) enable(i, "default");
      if (arguments.has_all_features) enable_all(i);
      for (const std::string& feature : arguments.features) {
        const std::size_t slash = feature.find('/');
        if (slash == std::string::npos) {
          enable(i, feature);
        } else if (feature.substr(0, slash) == nodes_[i].name) {
          enable(i, feature.substr(slash + 1));
        } else {
          follow(i, feature);
        }
      }
    }
    while (!todo_.empty()) {
      const Task task = std::move(todo_.back());
      todo_.pop_back();
      expand(task.node, task.feature);
    }
  }

 private:
  struct Task {
    std::size_t node;
    std::string feature;  // empty: the package itself
  };

  void visit(std::size_t node) {
    if (is_visited_[node]) return;
    is_visited_[node] = true;
    todo_.push_back({node, ""});
  }

  void enable(std::size_t node, const std::string& feature) {
    if (!feature.empty() && enabled_.emplace(node, feature).second)
      todo_.push_back({node, feature});
  }

  void enable_all(std::size_t node) {
    if (nodes_[node].features == nullptr) return;
    for (const auto& [feature, entries] : *nodes_[node].features) enable(node, feature);
    for (Edge& edge : nodes_[node].edges) take(node, edge);
  }

  void expand(std::size_t node, const std::string& feature) {
    if (feature.empty()) {
      for (Edge& edge : nodes_[node].edges) {
        if (edge.is_enabled) take(node, edge);
      }
      return;
    }
    const FeatureTable* table = nodes_[node].features;
    if (table == nullptr) return;
    const auto found = table->find(feature);
    if (found == table->end()) {
      take_named(node, feature);  // an optional dependency is a feature of its own name
      return;
    }
    for (const std::string& entry : found->second) follow(node, entry);
  }

  // One entry of a feature: "other", "dep:x", "x/feature" or "x?/feature".
  void follow(std::size_t node, const std::string& entry) {
    const std::size_t slash = entry.find('/');
    if (entry.starts_with("dep:")) {
      take_named(node, entry.substr(4));
    } else if (slash == std::string::npos) {
      enable(node, entry);
    } else {
      const bool is_weak = slash > 0 && entry[slash - 1] == '?';
      const std::string key = entry.substr(0, is_weak ? slash - 1 : slash);
      if (!is_weak) take_named(node, key);
      wanted_[{node, key}].push_back(entry.substr(slash + 1));
      for (const Edge& edge : nodes_[node].edges) {
        if (edge.dependency.key == key && edge.is_enabled) enable(edge.to, entry.substr(slash + 1));
      }
    }
  }

  void take_named(std::size_t node, const std::string& key) {
    for (Edge& edge : nodes_[node].edges) {
      if (edge.dependency.key == key) take(node, edge);
    }
  }

  void take(std::size_t node, Edge& edge) {
    edge.is_enabled = true;
    visit(edge.to);
    if (edge.dependency.has_default_features) enable(edge.to, "default");
    for (const std::string& feature : edge.dependency.features) enable(edge.to, feature);
    const auto found = wanted_.find({node, edge.dependency.key});
    if (found == wanted_.end()) return;
    for (const std::string& feature : found->second) enable(edge.to, feature);
  }

  std::vector<Node>& nodes_;
  std::vector<bool> is_visited_;
  std::set<std::pair<std::size_t, std::string>> enabled_;
  std::map<std::pair<std::size_t, std::string>, std::vector<std::string>> wanted_;  // of "x?/f"
  std::vector<Task> todo_;
};

}  // namespace

void activate(std::vector<Node>& nodes, const Arguments& arguments) {
  Activation(nodes).start(arguments);
}

}  // namespace doctor::cargo
