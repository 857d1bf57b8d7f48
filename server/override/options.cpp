#include "override/options.h"

#include "base/text.h"
#include "cargo/config.h"
#include "cargo/shell_line.h"
#include "toml/spell.h"

namespace doctor::override {
namespace {

constexpr std::string_view kGateKey = "unstable.codegen-backend";
constexpr std::string_view kGateVariable = "CARGO_UNSTABLE_CODEGEN_BACKEND";
constexpr std::string_view kFlag = "-Zcodegen-backend=llvm";

// E1: "CARGO_PROFILE_DEV_BUILD_OVERRIDE_CODEGEN_BACKEND".
std::string variable_of(const Key& key) {
  std::string name = "CARGO";
  for (const std::string& part : key) name += "_" + cargo::variable_part(part);
  return name;
}

}  // namespace

std::vector<Setting> Wanted::settings() const {
  std::vector<Setting> settings;
  if (opens_gate) settings.push_back({{"unstable", "codegen-backend"}, true});
  for (const Key& key : keys) settings.push_back({key, "llvm"});
  return settings;
}

Option by_arguments(const cargo::Command& command, const Wanted& wanted,
                    cargo::ArgumentPlace place) {
  Option option;
  const auto add = [&option](std::string setting) {
    option.cargo_arguments.insert(option.cargo_arguments.end(), {"--config", std::move(setting)});
  };
  if (wanted.opens_gate) add(std::string(kGateKey) + "=true");
  for (const Key& key : wanted.keys) add(toml::spell_key(key) + "=\"llvm\"");
  std::vector<std::string> quoted;
  for (const std::string& word : option.cargo_arguments) quoted.push_back(cargo::shell_quote(word));
  option.command = cargo::with_arguments(command, quoted, place);
  return option;
}

Option by_environment(const cargo::Command& command, const Wanted& wanted) {
  Option option;
  if (wanted.opens_gate) option.environment.emplace(kGateVariable, "true");
  for (const Key& key : wanted.keys) option.environment.emplace(variable_of(key), "llvm");
  option.command = cargo::with_environment(command, option.environment);
  return option;
}

Option by_flags(const cargo::Command& command, std::vector<std::string> words, bool is_encoded) {
  words.emplace_back(kFlag);
  Option option;
  option.environment[is_encoded ? "CARGO_ENCODED_RUSTFLAGS" : "RUSTFLAGS"] =
      text::join(words, is_encoded ? "\x1f" : " ");
  if (!is_encoded) option.command = cargo::with_environment(command, option.environment);
  return option;
}

}  // namespace doctor::override
