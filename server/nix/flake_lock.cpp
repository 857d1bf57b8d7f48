#include "nix/flake_lock.h"

#include <algorithm>
#include <array>
#include <deque>
#include <set>

#include "base/text.h"
#include "cargo/command.h"
#include "json/json.h"

namespace doctor::nix {
namespace {

constexpr int kOldestVersion = 5;
constexpr int kNewestVersion = 7;
constexpr std::size_t kMostInputs = 2000;  // more are not looked at
constexpr int kMostHops = 64;              // of one `follows` chain
constexpr int kMostSteps = 100'000;        // of all chains of a file: hostile ones multiply

struct KnownSource {
  Source source;
  std::string_view name;
  std::string_view repository;
};

constexpr std::array<KnownSource, 6> kSources = {
    {{Source::kNixpkgs, "nixpkgs", "nixpkgs"},
     {Source::kFenix, "fenix", "fenix"},
     {Source::kRustOverlay, "rust-overlay", "rust-overlay"},
     {Source::kCrane, "crane", "crane"},
     {Source::kNaersk, "naersk", "naersk"},
     {Source::kOther, "other", ""}}};

std::string string_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json& object_of(const Json& object, const char* key) {
  static const Json kNone = Json::object();
  const auto found = object.find(key);
  return found != object.end() && found->is_object() ? *found : kNone;
}

std::string reference_of(const Json& locked) {
  std::string type = string_of(locked, "type");
  const std::string repository = string_of(locked, "repo");
  if (!repository.empty()) return type + ":" + string_of(locked, "owner") + "/" + repository;
  for (const char* key : {"url", "id", "path"}) {
    const std::string text = string_of(locked, key);
    if (!text.empty()) return key == std::string_view("url") ? text : type + ":" + text;
  }
  return type;
}

// Locks are one value to the parser, so a place is found by counting lines up to the byte.
Problem json_problem(const Problem& problem, std::string_view text, const std::string& file) {
  const auto byte = static_cast<std::size_t>(std::max(problem.where.column, 1)) - 1;
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
  return {"is no flake.lock; it " + problem.message, {file, line}};
}

// Follows references through the nodes of one file.
class Nodes {
 public:
  Nodes(const Json& nodes, std::string root) : nodes_(nodes), root_(std::move(root)) {}

  bool has(const std::string& name) const { return nodes_.contains(name); }
  const Json& inputs(const std::string& node) const {
    return object_of(object_of(nodes_, node.c_str()), "inputs");
  }
  const Json& node(const std::string& name) const { return object_of(nodes_, name.c_str()); }

  // The node that an input's reference means: a name, or a path from the root. The Problem is the
  // sentence for the reader.
  Result<std::string> resolve(const Json& reference, int hops = 0) const {
    if (hops > kMostHops || ++steps_ > kMostSteps) return Problem{"follows itself in a circle", {}};
    if (reference.is_string()) {
      const std::string name = reference.get<std::string>();
      if (!has(name))
        return Problem{"needs the node `" + text::clip(name, 60) + "`, which is missing", {}};
      return name;
    }
    if (!reference.is_array())
      return Problem{"has a reference that is neither a name nor a path", {}};
    std::string current = root_;
    for (const Json& step : reference) {
      if (!step.is_string())
        return Problem{"follows a path that holds something else than names", {}};
      const Json& choices = inputs(current);
      const auto next = choices.find(step.get<std::string>());
      if (next == choices.end()) {
        return Problem{"follows `" + path_text(reference) + "`, which does not exist", {}};
      }
      auto resolved = resolve(*next, hops + 1);
      if (!resolved.ok()) return resolved;
      current = std::move(resolved).value();
    }
    return current;
  }

  static std::string path_text(const Json& path) {
    std::vector<std::string> parts;
    for (const Json& step : path) parts.push_back(step.is_string() ? step.get<std::string>() : "?");
    return text::clip(text::join(parts, "/"), 120);
  }

 private:
  const Json& nodes_;
  std::string root_;
  mutable int steps_ = 0;
};

LockedInput read_input(const Json& node, std::string path) {
  LockedInput input;
  input.path = std::move(path);
  const Json& locked = object_of(node, "locked");
  const Json& original = object_of(node, "original");
  input.reference = reference_of(locked.empty() ? original : locked);
  input.source = source_of(input.reference);
  if (input.source == Source::kOther) input.source = source_of(reference_of(original));
  input.revision = string_of(locked, "rev");
  const auto flake = node.find("flake");
  if (flake != node.end() && flake->is_boolean()) input.is_flake = flake->get<bool>();
  // Version 5 keeps the time in `info`.
  for (const Json* place : {&locked, &object_of(node, "info")}) {
    const auto time = place->find("lastModified");
    if (time == place->end() || !time->is_number_integer()) continue;
    input.date = date_of(time->get<std::int64_t>());
    break;
  }
  return input;
}

}  // namespace

std::string_view name_of(Source source) {
  const auto* found = std::find_if(kSources.begin(), kSources.end(), [&](const KnownSource& known) {
    return known.source == source;
  });
  return found->name;
}

Source source_of(std::string_view reference) {
  const std::string text = text::lower(reference);
  // Channels of nixpkgs come as tarballs: https://channels.nixos.org/nixos-unstable/nixexprs.tar.xz
  if (text.find("/nixexprs.tar") != std::string::npos || text.starts_with("indirect:nixpkgs") ||
      text.starts_with("flake:nixpkgs") || text == "nixpkgs" || text.starts_with("nixpkgs/")) {
    return Source::kNixpkgs;
  }
  for (const KnownSource& known : kSources) {
    if (known.repository.empty()) continue;
    for (std::size_t at = text.find(known.repository); at != std::string::npos;
         at = text.find(known.repository, at + 1)) {
      const std::size_t end = at + known.repository.size();
      const bool begins = at > 0 && text[at - 1] == '/';
      constexpr std::string_view kAfter = "/?#";
      const bool ends = end == text.size() || kAfter.find(text[end]) != std::string_view::npos ||
                        text.compare(end, 4, ".git") == 0 || text.compare(end, 4, ".tar") == 0;
      if (begins && ends) return known.source;
    }
  }
  return Source::kOther;
}

std::string update_command(const LockedInput& input) {
  const std::string& name = input.follows.empty() ? input.path : input.follows;
  return "nix flake update " + cargo::shell_quote(text::clip(name, 80));
}

const LockedInput* FlakeLock::find(Source source) const {
  const auto found = std::find_if(inputs.begin(), inputs.end(),
                                  [&](const LockedInput& input) { return input.source == source; });
  return found == inputs.end() ? nullptr : &*found;
}

const LockedInput* FlakeLock::at(std::string_view path) const {
  const auto found = std::find_if(inputs.begin(), inputs.end(),
                                  [&](const LockedInput& input) { return input.path == path; });
  return found == inputs.end() ? nullptr : &*found;
}

Result<FlakeLock> read_flake_lock(std::string_view text, const std::string& file) {
  const Result<Json> parsed = json::parse(text);
  if (!parsed.ok()) return json_problem(parsed.problem(), text, file);
  const Json& document = parsed.value();
  if (!document.is_object()) return Problem{"is no flake.lock: it must hold a JSON object", {file}};
  const auto version = document.find("version");
  if (version == document.end() || !version->is_number_integer()) {
    return Problem{"is no flake.lock: it has no `version`", {file}};
  }
  const auto number = version->get<std::int64_t>();
  if (number < kOldestVersion || number > kNewestVersion) {
    return Problem{
        "has lock version " + std::to_string(number) +
            "; versions 5 to 7 are understood. Let your Nix write it anew: nix flake lock",
        {file}};
  }
  const std::string root = string_of(document, "root");
  const Json& nodes = object_of(document, "nodes");
  if (root.empty() || !nodes.contains(root)) {
    return Problem{"is no flake.lock: its `root` node is missing", {file}};
  }

  FlakeLock lock;
  lock.file = file;
  lock.version = static_cast<int>(number);
  const Nodes graph(nodes, root);
  // Nodes, not paths, are visited once: a hostile file has more paths than anyone can walk.
  std::set<std::string> visited = {root};
  std::deque<std::pair<std::string, std::string>> open = {{root, ""}};  // node, path
  while (!open.empty() && lock.inputs.size() < kMostInputs) {
    const auto [node, prefix] = open.front();
    open.pop_front();
    for (const auto& [name, reference] : graph.inputs(node).items()) {
      const std::string path = prefix.empty() ? name : prefix + "/" + name;
      const Result<std::string> target = graph.resolve(reference);
      if (!target.ok()) {
        lock.problems.push_back(
            {"input `" + text::clip(path, 120) + "` " + target.problem().message, {file}});
        continue;
      }
      LockedInput input = read_input(graph.node(target.value()), path);
      if (reference.is_array()) input.follows = Nodes::path_text(reference);
      const bool is_known = input.source != Source::kOther;
      if (prefix.empty() || (is_known && input.follows.empty())) lock.inputs.push_back(input);
      if (visited.insert(target.value()).second) open.emplace_back(target.value(), path);
    }
  }
  return lock;
}

}  // namespace doctor::nix
