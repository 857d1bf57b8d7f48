#include "cargo/manifest.h"

#include <algorithm>

#include "cargo/config_file.h"
#include "cargo/manifest_check.h"
#include "cargo/paths.h"

namespace doctor::cargo {
namespace {

using toml::Kind;

const toml::Value* find(const toml::Value* table, std::string_view key,
                        std::string_view other_key = "") {
  if (table == nullptr) return nullptr;
  const toml::Value* found = table->find(key);
  return found != nullptr || other_key.empty() ? found : table->find(other_key);
}

std::string text_of(const toml::Value* value) {
  return value != nullptr && value->kind == Kind::kString ? value->text : "";
}

bool is_true(const toml::Value* value) {
  return value != nullptr && value->kind == Kind::kBoolean && value->boolean;
}

std::vector<std::string> texts_of(const toml::Value* value) {
  std::vector<std::string> texts;
  if (value == nullptr) return texts;
  for (const toml::Value& item : value->items) texts.push_back(item.text);
  return texts;
}

Dependency dependency_of(const toml::Member& member, const std::string& folder) {
  Dependency out;
  out.name = member.key;
  out.key = member.key;
  if (member.value.kind != Kind::kTable) return out;
  const std::string renamed = member.value.text_at("package");
  if (!renamed.empty()) out.name = renamed;
  const std::string path = member.value.text_at("path");
  if (!path.empty()) out.manifest = join(join(folder, path), "Cargo.toml");
  out.is_inherited = is_true(member.value.find("workspace"));
  if (out.is_inherited) out.name = member.key;
  out.is_optional = is_true(member.value.find("optional"));
  out.features = texts_of(member.value.find("features"));
  const toml::Value* defaults = find(&member.value, "default-features", "default_features");
  out.has_default_features = defaults == nullptr || is_true(defaults);
  return out;
}

void add_dependencies(std::vector<Dependency>& out, const toml::Value* table,
                      const std::string& folder, const std::string& platform) {
  struct Key {
    DependencyKind kind;
    std::string_view name;
    std::string_view old_name;
  };
  for (const Key& key : {Key{DependencyKind::kNormal, "dependencies", ""},
                         Key{DependencyKind::kDev, "dev-dependencies", "dev_dependencies"},
                         Key{DependencyKind::kBuild, "build-dependencies", "build_dependencies"}}) {
    const toml::Value* list = find(table, key.name, key.old_name);
    if (list == nullptr) continue;
    for (const toml::Member& member : list->members) {
      Dependency dependency = dependency_of(member, folder);
      dependency.kind = key.kind;
      dependency.platform = platform;
      out.push_back(std::move(dependency));
    }
  }
}

WorkspaceTable workspace_of(const toml::Value& table, const std::string& folder) {
  WorkspaceTable out;
  if (table.find("members") != nullptr) out.members = texts_of(table.find("members"));
  const toml::Value* chosen = table.find("default-members");
  if (chosen != nullptr) out.default_members = texts_of(chosen);
  out.exclude = texts_of(table.find("exclude"));
  out.version = text_of(find(table.find("package"), "version"));
  out.edition = text_of(find(table.find("package"), "edition"));
  out.resolver = text_of(table.find("resolver"));
  if (const toml::Value* list = table.find("dependencies")) {
    for (const toml::Member& member : list->members) {
      out.dependencies.emplace(member.key, dependency_of(member, folder));
    }
  }
  return out;
}

bool has_build_script(const Files& files, const toml::Value* package, const std::string& folder) {
  const toml::Value* build = find(package, "build");
  if (build == nullptr) return files.kind(join(folder, "build.rs")) == PathKind::kFile;
  return build->kind != Kind::kBoolean || build->boolean;
}

bool is_proc_macro(const toml::Value* library) {
  if (is_true(find(library, "proc-macro", "proc_macro"))) return true;
  const auto types = texts_of(find(library, "crate-type", "crate_type"));
  return std::find(types.begin(), types.end(), "proc-macro") != types.end();
}

Manifest read(const Files& files, const toml::Value& document, const std::string& path) {
  Manifest out;
  out.path = path;
  const std::string folder = out.folder();
  const toml::Value* package = find(&document, "package", "project");
  if (package != nullptr) {
    out.has_package = true;
    out.name = package->text_at("name");
    const toml::Value* version = package->find("version");
    out.version = version == nullptr ? "0.0.0" : text_of(version);
    out.place = {path, package->where.line};
    const std::string pointer = package->text_at("workspace");
    if (!pointer.empty()) out.root_pointer = join(join(folder, pointer), "Cargo.toml");
    out.has_build_script = has_build_script(files, package, folder);
    out.is_proc_macro = is_proc_macro(document.find("lib"));
    out.edition = text_of(package->find("edition"));
    out.resolver = text_of(package->find("resolver"));
    out.targets = declared_targets(document);
  }
  add_dependencies(out.dependencies, &document, folder, "");
  if (const toml::Value* targets = document.find("target")) {
    for (const toml::Member& target : targets->members) {
      add_dependencies(out.dependencies, &target.value, folder, target.key);
    }
  }
  if (const toml::Value* patches = document.find("patch")) {
    for (const toml::Member& source : patches->members) {
      for (const toml::Member& patch : source.value.members) {
        Dependency dependency = dependency_of(patch, folder);
        if (!dependency.manifest.empty()) out.patches.push_back(std::move(dependency));
      }
    }
  }
  if (const toml::Value* workspace = document.find("workspace")) {
    out.workspace = workspace_of(*workspace, folder);
  }
  if (const toml::Value* features = document.find("features")) {
    for (const toml::Member& feature : features->members) {
      out.features.emplace(feature.key, texts_of(&feature.value));
    }
  }
  if (const toml::Value* features = document.find("cargo-features")) {
    for (const toml::Value& feature : features->items) {
      out.cargo_features.push_back({feature.text, {path, feature.where.line}});
    }
  }
  return out;
}

std::optional<Refusal> add_profiles(Manifest& manifest, const toml::Value& document,
                                    Findings& findings) {
  const toml::Value* profiles = document.find("profile");
  if (profiles == nullptr) return std::nullopt;
  if (profiles->kind != Kind::kTable) {
    return Refusal{ErrorClass::kType,
                   "invalid type for `profile`, expected a table",
                   {manifest.path, profiles->where.line}};
  }
  for (const toml::Member& member : profiles->members) {
    const Origin origin{manifest.path, member.where.line};
    if (member.key == "doc") {
      findings.note(origin, "profile `doc` is deprecated and has no effect");
    } else if (auto refusal = check_profile_name(member.key, origin)) {
      return refusal;
    }
    auto profile = profile_of(member.value, member.key);
    if (!profile.ok()) return profile.problem();
    if (auto refusal = refuse_debug(member.key, profile.value().inherits)) return refusal;
    if (const toml::Value* wrong = member.value.find("codegen_backend")) {
      findings.note(
          {manifest.path, wrong->where.line},
          "`codegen_backend` is no setting and has no effect; the key is `codegen-backend`");
    }
    manifest.profiles.emplace(member.key, std::move(profile).value());
  }
  return std::nullopt;
}

}  // namespace

std::string Manifest::folder() const {
  return parent(path);
}

bool Manifest::has_feature(const std::string& feature) const {
  return std::any_of(cargo_features.begin(), cargo_features.end(),
                     [&](const Choice& choice) { return choice.value == feature; });
}

Outcome<Manifest> load_manifest(const Files& files, const std::string& path,
                                const Features& features, Findings& findings) {
  const auto document = read_toml(files, path, kMostConfigBytes);
  if (!document.ok()) return document.problem();
  if (auto refusal = check_manifest(document.value(), path)) return *std::move(refusal);
  Manifest manifest = read(files, document.value(), path);
  if (auto refusal = check_cargo_features(manifest.cargo_features, features)) {
    return *std::move(refusal);
  }
  if (auto refusal = add_profiles(manifest, document.value(), findings)) return *std::move(refusal);
  for (const auto& [name, profile] : manifest.profiles) {
    const auto check = [&, &name = name](const Feature& feature,
                                         const std::optional<Origin>& place) {
      if (!place || feature.is_open || manifest.has_feature(feature.name)) return;
      findings.refuse(gate_refusal(feature, "profile `" + name + "` of this manifest", *place));
    };
    check(features.backend, profile.backend_place());
    check(features.flags, profile.flags_place());
  }
  return manifest;
}

Outcome<Manifest> skim_manifest(const Files& files, const std::string& path) {
  const auto document = read_toml(files, path, kMostConfigBytes);
  if (!document.ok()) return document.problem();
  return read(files, document.value(), path);
}

}  // namespace doctor::cargo
