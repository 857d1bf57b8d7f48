#include "cargo/gate.h"

#include <algorithm>

namespace doctor::cargo {
namespace {

// G2, G3: the variable beats the files both ways; -Z opens whatever they say.
std::optional<Refusal> look(Feature& feature, const Config& config, const Arguments& arguments) {
  const std::string variable = "CARGO_UNSTABLE_" + variable_part(feature.name);
  const ConfigValue* value = config.find({"unstable", feature.name});
  const ConfigValue* table = config.find({"unstable"});
  const auto refuse = [&](const std::string& message, const Origin& origin) {
    return Refusal{ErrorClass::kType, message, origin};
  };
  if (table != nullptr && table->kind != toml::Kind::kTable) {
    return refuse("expected a table for `unstable`", table->origin);
  }
  if (value != nullptr && value->kind != toml::Kind::kBoolean) {
    return refuse("`unstable." + feature.name + "` expected true/false, but found " +
                      std::string(toml::name_of(value->kind)),
                  value->origin);
  }
  if (value != nullptr) {
    feature.is_open = value->boolean;
    feature.by = value->origin;
  }
  const auto entry = config.environment().find(variable);
  if (entry != config.environment().end()) {
    if (entry->second != "true" && entry->second != "false") {
      return refuse("error in environment variable `" + variable +
                        "`: provided string was not `true` or `false`",
                    variable_origin(variable));
    }
    if (value == nullptr || !value->is_argument) {
      feature.is_open = entry->second == "true";
      feature.by = variable_origin(variable);
    }
  }
  for (const std::string& flag : arguments.unstable) {
    const std::string name = flag.substr(0, flag.find('='));
    if (name != feature.name) continue;
    if (name != flag) {
      return Refusal{ErrorClass::kOther, "flag `-Z" + name + "` does not take a value",
                     argument_origin("-Z" + flag)};
    }
    feature.is_open = true;
    feature.by = argument_origin("-Z" + flag);
  }
  if (!feature.is_open) feature.by = {};
  return std::nullopt;
}

}  // namespace

Channel effective_channel(Channel channel, const Environment& environment) {
  const auto bootstrap = environment.find("RUSTC_BOOTSTRAP");
  const bool is_bootstrap = bootstrap != environment.end() && bootstrap->second == "1";
  return channel == Channel::kStable && is_bootstrap ? Channel::kNightly : channel;
}

Outcome<Features> find_features(const Config& config, const Arguments& arguments, Channel channel) {
  Features features;
  features.channel = effective_channel(channel, config.environment());
  if (features.channel == Channel::kStable) {
    if (!arguments.unstable.empty()) {
      return Refusal{ErrorClass::kUnstableFlagOnStable,
                     "the `-Z` flag is only accepted on the nightly channel of Cargo",
                     argument_origin("-Z" + arguments.unstable.front())};
    }
    return features;
  }
  if (auto refusal = look(features.backend, config, arguments)) return *std::move(refusal);
  if (auto refusal = look(features.flags, config, arguments)) return *std::move(refusal);
  return features;
}

std::optional<Refusal> check_cargo_features(const std::vector<Choice>& cargo_features,
                                            const Features& features) {
  if (features.channel != Channel::kStable) return std::nullopt;
  for (const Choice& name : cargo_features) {
    if (name.value != features.backend.name && name.value != features.flags.name) continue;
    return Refusal{ErrorClass::kGateNightlyOnly,
                   "the cargo feature `" + name.value +
                       "` requires a nightly version of Cargo, but this is the `stable` channel",
                   name.origin};
  }
  return std::nullopt;
}

Refusal gate_refusal(const Feature& feature, const std::string& what, const Origin& origin) {
  const bool is_backend = feature.name == "codegen-backend";
  return {is_backend ? ErrorClass::kGate : ErrorClass::kOther,
          what + " is not valid: feature `" + feature.name + "` is required", origin};
}

}  // namespace doctor::cargo
