// A profile's settings that concern the backend, from one source or merged.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cargo/config.h"
#include "cargo/package_spec.h"
#include "toml/document.h"

namespace doctor::cargo {

// One slot: the profile itself, its build-override or a package's table.
struct Layer {
  Setting backend;
  std::optional<std::vector<Choice>> flags;  // `rustflags`

  void put_over(const Layer& stronger);
};

struct PackageLayer {
  PackageSpec spec;
  Layer layer;
  // How configuration spells it. A further spelling there would make cargo's choice random (P8).
  std::vector<std::string> configured = {};
};

struct Profile {
  Origin origin;  // the table
  Layer own;
  Setting inherits;
  std::optional<Layer> build_override;
  std::optional<std::vector<PackageLayer>> packages;

  // Lays a stronger source, or a profile that inherits from this one, over this one.
  void put_over(const Profile& stronger);

  // The first place that sets codegen-backend, or rustflags: both need an unstable feature.
  std::optional<Origin> backend_place() const;
  std::optional<Origin> flags_place() const;
};

// `[profile.NAME]` of a Cargo.toml. Nested overrides and wrong types are refused (section 9, P9).
Outcome<Profile> profile_of(const toml::Value& table, const std::string& name);

// The profile as configuration files, environment and --config make it (E1-E5); nothing where none
// of them names it.
Outcome<std::optional<Profile>> profile_of(const Config& config, const std::string& name,
                                           Findings& findings);

// Refused: the folder `target/debug` is not the profile's name.
std::optional<Refusal> refuse_debug(const std::string& name, const Setting& inherits);

// Refused where cargo keeps the name for itself (W4).
std::optional<Refusal> check_profile_name(const std::string& name, const Origin& origin);

}  // namespace doctor::cargo
