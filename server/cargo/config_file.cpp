#include "cargo/config_file.h"

#include "base/text.h"
#include "cargo/paths.h"

namespace doctor::cargo {
namespace {

using toml::Kind;

struct Include {
  std::string path;
  bool is_optional = false;
  Origin origin;
};

Refusal refusal(std::string message, const Origin& origin) {
  return {ErrorClass::kInclude, std::move(message), origin};
}

Outcome<Include> include_of(const ConfigValue& item, const std::string& index) {
  if (item.kind == Kind::kString) return Include{item.text, false, item.origin};
  if (item.kind != Kind::kTable) {
    return Refusal{ErrorClass::kType,
                   "expected a string or table, but found " +
                       std::string(toml::name_of(item.kind)) + " at `include[" + index + "]`",
                   item.origin};
  }
  Include include;
  include.origin = item.origin;
  const ConfigValue* path = item.find({"path"});
  const ConfigValue* optional = item.find({"optional"});
  if (path == nullptr || path->kind != Kind::kString) {
    return refusal("`include[" + index + "]` needs a `path` that is a string", item.origin);
  }
  if (optional != nullptr && optional->kind != Kind::kBoolean) {
    return refusal("expected a boolean at `include[" + index + "].optional`", optional->origin);
  }
  include.path = path->text;
  include.is_optional = optional != nullptr && optional->boolean;
  return include;
}

Outcome<std::vector<Include>> includes_of(const ConfigValue& list) {
  std::vector<Include> includes;
  if (list.kind != Kind::kArray) {
    return refusal("expected a list of strings or a list of tables, but found " +
                       std::string(toml::name_of(list.kind)) + " at `include`",
                   list.origin);
  }
  for (const ConfigValue& item : list.items) {
    auto include = include_of(item, std::to_string(includes.size()));
    if (!include.ok()) return include.problem();
    const std::string& path = include.value().path;
    if (!path.ends_with(".toml") || path.ends_with("/.toml") || path == ".toml") {
      return refusal("expected a config include path ending with `.toml`, but found `" + path + "`",
                     item.origin);
    }
    if (path.find_first_of("*?[]{}") != std::string::npos) {
      return refusal("expected a config include path without patterns, but found `" + path + "`",
                     item.origin);
    }
    includes.push_back(std::move(include).value());
  }
  return includes;
}

}  // namespace

Outcome<toml::Value> read_toml(const Files& files, const std::string& path, std::size_t limit) {
  const Result<std::string> content = files.read(path, limit);
  if (!content.ok()) {
    return Refusal{ErrorClass::kIo, "the file " + content.problem().message, {path, 0}};
  }
  if (!text::is_utf8(content.value())) {
    return Refusal{ErrorClass::kNotUtf8, "the file is not valid UTF-8", {path, 0}};
  }
  Result<toml::Value> document = toml::parse(content.value(), path);
  if (!document.ok()) {
    return Refusal{ErrorClass::kTomlSyntax,
                   "TOML parse error: " + document.problem().message,
                   {path, document.problem().where.line}};
  }
  return std::move(document).value();
}

Outcome<ConfigValue> load_includes(const Files& files, ConfigValue table, const std::string& folder,
                                   std::set<std::string>& seen) {
  const auto found = table.members.find("include");
  if (found == table.members.end()) return table;
  const ConfigValue list = std::move(found->second);
  table.members.erase(found);
  const Outcome<std::vector<Include>> includes = includes_of(list);
  if (!includes.ok()) return includes.problem();
  ConfigValue root;
  root.origin = table.origin;
  for (const Include& include : includes.value()) {
    const std::string path = join(folder, include.path);
    if (include.is_optional && files.kind(path) == PathKind::kMissing) continue;
    auto loaded = load_config_file(files, path, table.is_argument, seen);
    const auto failed = loaded.ok() ? merge(root, std::move(loaded).value(), Priority::kNearer)
                                    : std::optional<Refusal>(loaded.problem());
    if (!failed) continue;
    if (failed->error_class == ErrorClass::kInclude) return *failed;
    return refusal("failed to load config include `" + include.path + "` (named in " +
                       include.origin.str() + "): " + failed->message,
                   failed->origin);
  }
  if (auto failed = merge(root, std::move(table), Priority::kNearer)) return *failed;
  return root;
}

Outcome<ConfigValue> load_config_file(const Files& files, const std::string& path, bool is_argument,
                                      std::set<std::string>& seen) {
  if (!seen.insert(path).second) {
    return refusal("config `include` cycle detected with path `" + path + "`", {path, 0});
  }
  const Outcome<toml::Value> document = read_toml(files, path, kMostConfigBytes);
  if (!document.ok()) return document.problem();
  auto table = to_config(document.value(), is_argument);
  if (!table.ok()) return table.problem();
  return load_includes(files, std::move(table).value(), parent(path), seen);
}

}  // namespace doctor::cargo
