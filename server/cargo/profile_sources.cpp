// How the two kinds of sources, Cargo.toml and configuration, say what a profile is.
#include <algorithm>

#include "cargo/profile.h"
#include "cargo/profile_values.h"

namespace doctor::cargo {
namespace {

using toml::Kind;

constexpr std::string_view kBackend = "codegen-backend";

Origin origin_of(const Location& where) {
  return {where.file, where.line};
}

// ---- Cargo.toml

Outcome<Setting> manifest_text(const toml::Member& member) {
  if (member.value.kind != Kind::kString) {
    return Refusal{ErrorClass::kType,
                   "invalid type for `" + member.key + "`: " +
                       std::string(toml::name_of(member.value.kind)) + ", expected a string",
                   origin_of(member.where)};
  }
  return Setting{member.value.text, origin_of(member.where), {}};
}

std::string written(const toml::Value& value) {
  if (value.kind == Kind::kInteger) return std::to_string(value.integer);
  if (value.kind == Kind::kBoolean) return value.boolean ? "true" : "false";
  return value.text;
}

Outcome<Layer> manifest_layer(const toml::Value& table, const Location& where,
                              std::string_view slot) {
  if (table.kind != Kind::kTable) {
    return Refusal{ErrorClass::kType,
                   "invalid type for `" + std::string(slot.empty() ? "profile" : slot) +
                       "`: " + std::string(toml::name_of(table.kind)) + ", expected a table",
                   origin_of(where)};
  }
  Layer layer;
  for (const toml::Member& member : table.members) {
    const auto refuse = [&](ErrorClass error_class, const std::string& message) {
      return Refusal{error_class, message, origin_of(member.where)};
    };
    if (member.key == kBackend) {
      auto setting = manifest_text(member);
      if (!setting.ok()) return setting.problem();
      layer.backend = std::move(setting).value();
    } else if (member.key == "rustflags") {
      layer.flags.emplace();
      for (const toml::Value& flag : member.value.items) {
        layer.flags->push_back({flag.text, origin_of(member.where)});
      }
    } else if (!slot.empty() && (member.key == "package" || member.key == "build-override")) {
      return refuse(ErrorClass::kNestedOverride,
                    (member.key == "package" ? "package-specific" : "build-override") +
                        std::string(" profiles cannot be nested"));
    } else if (!slot.empty() &&
               (member.key == "panic" || member.key == "lto" || member.key == "rpath")) {
      return refuse(ErrorClass::kOther, "`" + member.key + "` may not be specified in a `" +
                                            std::string(slot) + "` profile");
    } else {
      const std::string text = written(member.value);
      auto refusal = refuse_value(member.key, member.value.kind, text, ValueSource::kManifest,
                                  origin_of(member.where));
      if (refusal) return *std::move(refusal);
    }
  }
  return layer;
}

// ---- configuration

struct Place {
  const Config& config;
  std::string profile;
  std::string variable;  // CARGO_PROFILE_<NAME>
};

std::optional<Refusal> refuse_unless_table(const ConfigValue* value, const std::string& key) {
  if (value == nullptr || value->kind == Kind::kTable) return std::nullopt;
  return Refusal{ErrorClass::kType,
                 "expected a table, but found " + std::string(toml::name_of(value->kind)) +
                     " for `" + key + "`",
                 value->origin};
}

std::optional<Refusal> refuse_nested(const ConfigValue* table, const std::string& slot) {
  if (table == nullptr) return std::nullopt;
  for (const auto& [key, value] : table->members) {
    if (key == "package" || key == "build-override") {
      return Refusal{ErrorClass::kNestedOverride,
                     (key == "package" ? "package-specific" : "build-override") +
                         std::string(" profiles cannot be nested"),
                     value.origin};
    }
    if (key == "panic" || key == "lto" || key == "rpath") {
      return Refusal{ErrorClass::kOther,
                     "`" + key + "` may not be specified in a `" + slot + "` profile",
                     value.origin};
    }
  }
  return std::nullopt;
}

std::optional<Refusal> refuse_values(const ConfigValue* table) {
  if (table == nullptr) return std::nullopt;
  for (const auto& [key, value] : table->members) {
    auto refusal = refuse_value(key, value.kind, value.text, ValueSource::kConfig, value.origin);
    if (refusal) return refusal;
  }
  return std::nullopt;
}

// W5: what people write by mistake.
void note_misspelling(const ConfigValue* table, const std::string& key, Findings& findings) {
  const ConfigValue* value = table == nullptr ? nullptr : table->find({"codegen_backend"});
  if (value != nullptr) {
    findings.note(value->origin, "`" + key +
                                     ".codegen_backend` is no setting and has no effect; "
                                     "the key is `codegen-backend`");
  }
}

Outcome<std::vector<PackageLayer>> config_packages(const Place& place, const ConfigValue& tables,
                                                   Findings& findings) {
  std::vector<PackageLayer> packages;
  for (const auto& [spec, table] : tables.members) {
    const std::string key = "profile." + place.profile + ".package." + spec;
    if (auto refusal = refuse_unless_table(&table, key)) return *std::move(refusal);
    if (auto refusal = refuse_nested(&table, "package")) return *std::move(refusal);
    if (auto refusal = refuse_values(&table)) return *std::move(refusal);
    note_misspelling(&table, key, findings);
    auto parsed = PackageSpec::parse(spec, table.origin);
    if (!parsed.ok()) return parsed.problem();
    PackageLayer package{std::move(parsed).value(), {}, {spec}};
    // E4: the name is not upper-cased, and only a table in a file makes the variable count.
    auto backend = place.config.text({"profile", place.profile, "package", spec, kBackend},
                                     place.variable + "_PACKAGE_" + spec + "_CODEGEN_BACKEND");
    if (!backend.ok()) return backend.problem();
    package.layer.backend = std::move(backend).value();
    if (table.find({"rustflags"}) != nullptr) {
      auto flags = place.config.words({"profile", place.profile, "package", spec, "rustflags"}, "");
      if (!flags.ok()) return flags.problem();
      package.layer.flags = std::move(flags).value();
    }
    const auto same =
        std::find_if(packages.begin(), packages.end(),
                     [&](const PackageLayer& other) { return other.spec.is_same(package.spec); });
    if (same == packages.end()) {
      packages.push_back(std::move(package));
      continue;
    }
    findings.note(table.origin, "`" + spec + "` and `" + same->spec.spelling + "` in profile `" +
                                    place.profile +
                                    "` are the same package in two spellings: which "
                                    "of them cargo uses is random");  // P8
    same->layer.put_over(package.layer);
    same->configured.push_back(spec);
  }
  return packages;
}

Outcome<Layer> config_layer(const Place& place, const ConfigValue* table) {
  Layer layer;
  auto backend =
      place.config.text({"profile", place.profile, kBackend}, place.variable + "_CODEGEN_BACKEND");
  if (!backend.ok()) return backend.problem();
  layer.backend = std::move(backend).value();
  const std::string variable = place.variable + "_RUSTFLAGS";
  const bool has_flags = (table != nullptr && table->find({"rustflags"}) != nullptr) ||
                         place.config.environment().contains(variable);
  if (has_flags) {
    auto flags = place.config.words({"profile", place.profile, "rustflags"}, variable);
    if (!flags.ok()) return flags.problem();
    layer.flags = std::move(flags).value();
  }
  return layer;
}

Outcome<std::optional<Layer>> config_build_override(const Place& place, const ConfigValue* table) {
  const std::string key = "profile." + place.profile + ".build-override";
  const std::string variable = place.variable + "_BUILD_OVERRIDE";
  if (auto refusal = refuse_unless_table(table, key)) return *std::move(refusal);
  if (auto refusal = refuse_nested(table, "build-override")) return *std::move(refusal);
  if (auto refusal = refuse_values(table)) return *std::move(refusal);
  if (auto refusal = refuse_variables(place.config.environment(), variable)) {
    return *std::move(refusal);
  }
  const Environment& environment = place.config.environment();
  const auto near = environment.lower_bound(variable);
  const bool has_variable = near != environment.end() && near->first.starts_with(variable);
  if (table == nullptr && !has_variable) return std::optional<Layer>();
  Layer layer;
  auto backend = place.config.text({"profile", place.profile, "build-override", kBackend},
                                   variable + "_CODEGEN_BACKEND");
  if (!backend.ok()) return backend.problem();
  layer.backend = std::move(backend).value();
  if (table != nullptr && table->find({"rustflags"}) != nullptr) {
    auto flags = place.config.words({"profile", place.profile, "build-override", "rustflags"}, "");
    if (!flags.ok()) return flags.problem();
    layer.flags = std::move(flags).value();
  }
  return std::optional<Layer>(std::move(layer));
}

}  // namespace

Outcome<Profile> profile_of(const toml::Value& table, const std::string& name) {
  Profile profile;
  profile.origin = origin_of(table.where);
  auto own = manifest_layer(table, table.where, "");
  if (!own.ok()) return own.problem();
  profile.own = std::move(own).value();
  for (const toml::Member& member : table.members) {
    if (member.key == "inherits") {
      auto setting = manifest_text(member);
      if (!setting.ok()) return setting.problem();
      profile.inherits = std::move(setting).value();
    } else if (member.key == "build-override") {
      auto layer = manifest_layer(member.value, member.where, "build-override");
      if (!layer.ok()) return layer.problem();
      profile.build_override = std::move(layer).value();
    } else if (member.key == "package") {
      profile.packages.emplace();
      if (member.value.kind != Kind::kTable) {
        return Refusal{ErrorClass::kType,
                       "invalid type for `profile." + name + ".package`, expected a table",
                       origin_of(member.where)};
      }
      Profile packages;
      packages.packages.emplace();
      for (const toml::Member& entry : member.value.members) {
        auto spec = PackageSpec::parse(entry.key, origin_of(entry.where));
        if (!spec.ok()) return spec.problem();
        auto layer = manifest_layer(entry.value, entry.where, "package");
        if (!layer.ok()) return layer.problem();
        packages.packages->assign(1, {std::move(spec).value(), std::move(layer).value()});
        profile.put_over(packages);
      }
    }
  }
  return profile;
}

Outcome<std::optional<Profile>> profile_of(const Config& config, const std::string& name,
                                           Findings& findings) {
  const ConfigValue* profiles = config.find({"profile"});
  if (auto refusal = refuse_unless_table(profiles, "profile")) return *std::move(refusal);
  const ConfigValue* table = config.find({"profile", name});
  const Place place{config, name, "CARGO_PROFILE_" + variable_part(name)};
  if (table == nullptr && !config.has_variable_below(place.variable))
    return std::optional<Profile>();
  if (auto refusal = refuse_unless_table(table, "profile." + name)) return *std::move(refusal);
  note_misspelling(table, "profile." + name, findings);
  if (auto refusal = refuse_values(table)) return *std::move(refusal);
  if (auto refusal = refuse_variables(config.environment(), place.variable)) {
    return *std::move(refusal);
  }

  Profile profile;
  profile.origin = table != nullptr ? table->origin : variable_origin(place.variable);
  auto own = config_layer(place, table);
  if (!own.ok()) return own.problem();
  profile.own = std::move(own).value();
  auto inherits = config.text({"profile", name, "inherits"}, place.variable + "_INHERITS");
  if (!inherits.ok()) return inherits.problem();
  profile.inherits = std::move(inherits).value();
  auto build_override =
      config_build_override(place, config.find({"profile", name, "build-override"}));
  if (!build_override.ok()) return build_override.problem();
  profile.build_override = std::move(build_override).value();
  const ConfigValue* packages = config.find({"profile", name, "package"});
  if (auto refusal = refuse_unless_table(packages, "profile." + name + ".package")) {
    return *std::move(refusal);
  }
  if (packages != nullptr) {
    auto layers = config_packages(place, *packages, findings);
    if (!layers.ok()) return layers.problem();
    profile.packages = std::move(layers).value();
  } else if (config.has_variable_below(place.variable + "_PACKAGE")) {
    profile.packages.emplace();
  }
  return std::optional<Profile>(std::move(profile));
}

}  // namespace doctor::cargo
