#include "cargo/toolchain.h"

#include <optional>

#include "base/text.h"
#include "cargo/config_file.h"
#include "cargo/paths.h"
#include "cargo/toolchain_file.h"

namespace doctor::cargo {
namespace {

std::string variable(const Environment& environment, const char* name) {
  const auto found = environment.find(name);
  return found == environment.end() ? std::string() : found->second;
}

// Whether the file adds components or targets to rustup's default and names no toolchain itself.
bool is_addition(const std::string& content, const std::string& path) {
  const auto document = toml::parse(content, path);
  const toml::Value* table = document.ok() ? document.value().find("toolchain") : nullptr;
  if (table == nullptr || table->find("channel") != nullptr || table->find("path") != nullptr) {
    return false;
  }
  for (const char* key : {"components", "targets"}) {
    const toml::Value* list = table->find(key);
    if (list != nullptr && list->kind == toml::Kind::kArray) return true;
  }
  return false;
}

// A toolchain without name and fault is rustup's default.
std::optional<Toolchain> from_file(const Files& files, const std::string& path) {
  const Result<std::string> content = files.read(path, kMostConfigBytes);
  if (!content.ok()) return std::nullopt;
  const auto read = read_toolchain_file(content.value(), path);
  if (read.ok()) {
    const ToolchainFile& file = read.value();
    return Toolchain{file.channel.empty() ? file.path : file.channel, {path, file.where.line}};
  }
  if (is_addition(content.value(), path)) return Toolchain();
  return Toolchain{
      "", {path, read.problem().where.line}, Channel::kUnknown, read.problem().message};
}

std::optional<Toolchain> from_setting(const toml::Value* value, const std::string& path) {
  if (value == nullptr || value->text.empty()) return std::nullopt;
  return Toolchain{value->text, {path, value->where.line}};
}

std::optional<Toolchain> search(const Files& files, const Environment& environment,
                                const std::string& folder) {
  const std::string home = variable(environment, "HOME");
  std::string rustup = variable(environment, "RUSTUP_HOME");
  if (rustup.empty() && !home.empty()) rustup = join(home, ".rustup");
  const std::string settings_path = join(rustup, "settings.toml");
  toml::Value settings;
  if (!rustup.empty() && files.kind(settings_path) == PathKind::kFile) {
    auto read = read_toml(files, settings_path, kMostConfigBytes);
    if (read.ok()) settings = std::move(read).value();
  }
  const toml::Value* overrides = settings.find("overrides");
  std::string current = folder;
  while (true) {
    if (overrides != nullptr) {
      if (auto found = from_setting(overrides->find(current), settings_path)) return found;
    }
    for (const std::string_view name : kToolchainFileNames) {
      auto found = from_file(files, join(current, name));
      if (!found) continue;
      const bool is_decided = !found->name.empty() || !found->fault.empty();
      return is_decided ? found : from_setting(settings.find("default_toolchain"), settings_path);
    }
    if (current == parent(current)) break;
    current = parent(current);
  }
  return from_setting(settings.find("default_toolchain"), settings_path);
}

}  // namespace

Channel channel_of(std::string_view toolchain) {
  toolchain = text::trim(toolchain);
  const auto has = [&](std::string_view word) {
    return toolchain.find(word) != std::string_view::npos;
  };
  if (has("nightly") || has("-dev")) return Channel::kNightly;
  if (has("stable") || has("beta")) return Channel::kStable;
  for (const std::string_view program : {"rustc ", "cargo "}) {
    if (toolchain.starts_with(program)) toolchain.remove_prefix(program.size());
  }
  const bool is_version = !toolchain.empty() && text::is_digit(toolchain[0]) && has(".");
  return is_version ? Channel::kStable : Channel::kUnknown;
}

Toolchain find_toolchain(const Files& files, const Environment& environment,
                         const std::string& folder, const std::string& told,
                         const std::string& from_command) {
  Toolchain found;
  const std::string chosen = variable(environment, "RUSTUP_TOOLCHAIN");
  if (!told.empty()) {
    found = {told, argument_origin("argument")};
  } else if (!from_command.empty()) {
    found = {from_command, argument_origin("+" + from_command)};
  } else if (!chosen.empty()) {
    found = {chosen, variable_origin("RUSTUP_TOOLCHAIN")};
  } else {
    found = search(files, environment, folder).value_or(Toolchain());
  }
  found.channel = channel_of(found.name);
  return found;
}

}  // namespace doctor::cargo
