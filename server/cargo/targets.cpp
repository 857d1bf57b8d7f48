#include "cargo/targets.h"

#include <algorithm>
#include <array>

#include "cargo/glob.h"
#include "cargo/paths.h"

namespace doctor::cargo {
namespace {

using toml::Kind;

struct TargetPlace {
  TargetKind kind;
  std::string_view table;   // [[bin]]
  std::string_view folder;  // where targets are looked for
  std::string_view option;  // that forbids it
};
constexpr std::array<TargetPlace, 4> kPlaces = {
    {{TargetKind::kBinary, "bin", "src/bin", "autobins"},
     {TargetKind::kExample, "example", "examples", "autoexamples"},
     {TargetKind::kTest, "test", "tests", "autotests"},
     {TargetKind::kBench, "bench", "benches", "autobenches"}}};

bool flag_of(const toml::Value* table, std::string_view key, bool otherwise) {
  const toml::Value* value = table == nullptr ? nullptr : table->find(key);
  return value != nullptr && value->kind == Kind::kBoolean ? value->boolean : otherwise;
}

Target target_of(TargetKind kind, const std::string& name, const toml::Value* table) {
  const bool is_own_code = kind == TargetKind::kLibrary || kind == TargetKind::kBinary;
  Target target;
  target.kind = kind;
  target.name = name;
  target.is_tested = flag_of(table, "test", is_own_code || kind == TargetKind::kTest);
  target.is_benched = flag_of(table, "bench", is_own_code || kind == TargetKind::kBench);
  target.has_doctests = flag_of(table, "doctest", kind == TargetKind::kLibrary);
  const toml::Value* required = table == nullptr ? nullptr : table->find("required-features");
  if (required == nullptr) return target;
  for (const toml::Value& feature : required->items) {
    target.required_features.push_back(feature.text);
  }
  return target;
}

// Before edition 2018 listing some targets of a kind ends the search for others.
bool is_old(const toml::Value* package) {
  const toml::Value* edition = package == nullptr ? nullptr : package->find("edition");
  return edition == nullptr || edition->text == "2015";
}

bool is_there(const std::vector<Target>& targets, TargetKind kind, std::string_view name) {
  return std::any_of(targets.begin(), targets.end(), [&](const Target& target) {
    return target.kind == kind && target.name == name;
  });
}

}  // namespace

DeclaredTargets declared_targets(const toml::Value& document) {
  DeclaredTargets out;
  const toml::Value* package = document.find("package");
  if (const toml::Value* library = document.find("lib")) {
    out.listed.push_back(target_of(TargetKind::kLibrary, "", library));
  } else if (flag_of(package, "autolib", true)) {
    out.searched.insert(TargetKind::kLibrary);
  }
  for (const TargetPlace& place : kPlaces) {
    const toml::Value* list = document.find(place.table);
    bool has_listed = false;
    for (const toml::Value& item : list == nullptr ? std::vector<toml::Value>() : list->items) {
      const toml::Value* name = item.find("name");
      out.listed.push_back(target_of(place.kind, name == nullptr ? "" : name->text, &item));
      has_listed = true;
    }
    if (flag_of(package, place.option, !is_old(package) || !has_listed)) {
      out.searched.insert(place.kind);
    }
  }
  return out;
}

std::vector<Target> find_targets(const Files& files, const DeclaredTargets& declared,
                                 const std::string& folder, const std::string& package) {
  std::vector<Target> targets = declared.listed;
  const auto add = [&](TargetKind kind, const std::string& name) {
    const bool is_wanted = declared.searched.contains(kind) && !is_there(targets, kind, name);
    if (is_wanted) targets.push_back(target_of(kind, name, nullptr));
  };
  const auto has_file = [&](std::string_view path) {
    return files.kind(join(folder, path)) == PathKind::kFile;
  };
  if (has_file("src/lib.rs")) add(TargetKind::kLibrary, "");
  if (has_file("src/main.rs")) add(TargetKind::kBinary, package);
  for (const TargetPlace& place : kPlaces) {
    if (!declared.searched.contains(place.kind)) continue;
    const std::string below = join(folder, place.folder);
    for (const std::string& name : files.subfiles(below)) {
      if (name.ends_with(".rs") && name[0] != '.') add(place.kind, name.substr(0, name.size() - 3));
    }
    for (const std::string& name : files.subfolders(below)) {
      if (files.kind(join(below, name + "/main.rs")) == PathKind::kFile) add(place.kind, name);
    }
  }
  if (targets.empty()) targets.push_back(target_of(TargetKind::kLibrary, "", nullptr));
  return targets;
}

Selection select_targets(const std::vector<Target>& targets, const Arguments& arguments,
                         const std::set<std::string>& features) {
  const TargetChoice& choice = arguments.choice;
  const bool is_rustc = arguments.subcommand == "rustc";
  const bool is_bench =
      arguments.subcommand == "bench" || (is_rustc && arguments.profile == "bench");
  const bool is_test = (action_of(arguments.subcommand) == Action::kTest && !is_bench) ||
                       (is_rustc && arguments.profile == "test");
  const bool has_tests = is_bench || is_test || means_tests(arguments);
  const auto is_named = [](const std::vector<std::string>& names, const std::string& name) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& pattern) {
      return pattern == name || glob_matches(pattern, name);
    });
  };
  Selection out;
  for (const Target& target : targets) {
    const bool is_library = target.kind == TargetKind::kLibrary;
    const bool is_example = target.kind == TargetKind::kExample;
    bool is_wanted = false;
    bool is_tested = has_tests;
    bool is_explicit = false;
    const bool has_doctests = arguments.subcommand == "test" && is_library && target.has_doctests;
    if (choice.is_default()) {
      const bool is_code = is_library || target.kind == TargetKind::kBinary;
      out.has_doctests |= has_doctests;
      is_wanted = is_test    ? target.is_tested || is_example || has_doctests
                  : is_bench ? target.is_benched
                             : is_code;
    } else {
      const auto names = choice.names.find(target.kind);
      is_explicit = names != choice.names.end() && is_named(names->second, target.name);
      const bool is_listed = is_explicit || choice.all.contains(target.kind);
      const bool is_test_kind =
          target.kind == TargetKind::kTest || target.kind == TargetKind::kBench;
      const bool is_in_tests = (choice.all.contains(TargetKind::kTest) && target.is_tested) ||
                               (choice.all.contains(TargetKind::kBench) && target.is_benched);
      is_wanted = (is_listed && (is_explicit || !is_test_kind)) || is_in_tests;
      is_tested = has_tests || is_in_tests || is_test_kind;
    }
    const auto is_enabled = [&](const std::string& name) { return features.contains(name); };
    const bool is_possible = is_explicit || std::all_of(target.required_features.begin(),
                                                        target.required_features.end(), is_enabled);
    if (!is_wanted || !is_possible) continue;
    (is_library ? (is_tested ? out.has_library_test : out.has_library) : out.has_others) = true;
    out.has_dependent_dev |= is_tested || is_example;
  }
  return out;
}

}  // namespace doctor::cargo
