#include "cargo/config.h"

#include <set>

#include "base/text.h"
#include "cargo/config_file.h"
#include "cargo/discover.h"
#include "cargo/paths.h"

namespace doctor::cargo {
namespace {

using toml::Kind;

// Whether a "#" stands outside of quotes.
bool has_comment(std::string_view text) {
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quote == 0 && text[i] == '#') return true;
    if (quote == '"' && text[i] == '\\') ++i;
    if (quote == 0 && (text[i] == '"' || text[i] == '\'')) {
      quote = text[i];
    } else if (text[i] == quote) {
      quote = 0;
    }
  }
  return false;
}

// `--config 'a.b="c"'`: one dotted key, no header, no inline table, no comment.
Outcome<ConfigValue> key_argument(const std::string& argument) {
  const auto document = toml::parse(argument, "");
  if (!document.ok()) {
    return Refusal{ErrorClass::kTomlSyntax,
                   "the --config argument `" + argument + "` is neither a file nor a dotted key " +
                       "with a value: " + document.problem().message,
                   argument_origin()};
  }
  const toml::Value* at = &document.value();
  while (at->kind == Kind::kTable && at->members.size() == 1) at = &at->members.front().value;
  const std::string_view trimmed = text::trim(argument);
  if (at->kind == Kind::kTable || trimmed[0] == '[' || trimmed.ends_with('}') ||
      has_comment(trimmed)) {
    return Refusal{ErrorClass::kOther,
                   "the --config argument `" + argument +
                       "` is not one dotted key with a value, such as `build.jobs = 2`",
                   argument_origin()};
  }
  return to_config(document.value(), true);
}

Outcome<ConfigValue> one_argument(const Files& files, const std::string& folder,
                                  const std::string& argument) {
  std::set<std::string> seen;
  const std::string path = join(folder, argument);
  if (!argument.empty() && files.kind(path) != PathKind::kMissing) {
    return load_config_file(files, path, true, seen);
  }
  auto table = key_argument(argument);
  if (!table.ok()) return table.problem();
  return load_includes(files, std::move(table).value(), folder, seen);
}

Refusal wrong_type(std::initializer_list<std::string_view> path, const ConfigValue& value,
                   std::string_view expected) {
  return {ErrorClass::kType,
          "`" + dotted(path) + "` expected " + std::string(expected) + ", but found " +
              std::string(toml::name_of(value.kind)),
          value.origin};
}

// The value at the path; a step that is no table is refused.
Outcome<const ConfigValue*> walk(const ConfigValue& root,
                                 std::initializer_list<std::string_view> path) {
  const ConfigValue* at = &root;
  std::string name;
  for (const std::string_view step : path) {
    if (at->kind != Kind::kTable) {
      return Refusal{ErrorClass::kType,
                     "expected a table, but found " + std::string(toml::name_of(at->kind)) +
                         " for `" + name + "`",
                     at->origin};
    }
    name += (name.empty() ? "" : ".") + std::string(step);
    const auto found = at->members.find(std::string(step));
    if (found == at->members.end()) return static_cast<const ConfigValue*>(nullptr);
    at = &found->second;
  }
  return at;
}

void append_words(std::vector<Choice>& out, std::string_view words, const Origin& origin) {
  std::size_t i = 0;
  while ((i = words.find_first_not_of(" \t\n\r", i)) != std::string_view::npos) {
    const std::size_t end = std::min(words.find_first_of(" \t\n\r", i), words.size());
    out.push_back({std::string(words.substr(i, end - i)), origin});
    i = end;
  }
}

}  // namespace

Outcome<Config> Config::load(const Files& files, const std::string& folder,
                             const Environment& environment,
                             const std::vector<std::string>& arguments, Findings& findings) {
  Config config;
  config.environment_ = environment;
  config.home_ = cargo_home(environment, folder);
  for (const std::string& file : discover(files, folder, config.home_, findings)) {
    std::set<std::string> seen;
    auto loaded = load_config_file(files, file, false, seen);
    // Cargo stops at a bad file (C10); what the others say is worked out all the same.
    if (!loaded.ok()) {
      findings.refuse(loaded.problem());
      continue;
    }
    ConfigValue merged = config.root_;
    if (auto failed = merge(merged, std::move(loaded).value(), Priority::kFarther)) {
      findings.refuse(*std::move(failed));
      continue;
    }
    config.root_ = std::move(merged);
  }
  for (const std::string& argument : arguments) {
    auto loaded = one_argument(files, folder, argument);
    if (!loaded.ok()) return loaded.problem();
    if (auto failed = merge(config.root_, std::move(loaded).value(), Priority::kNearer)) {
      return *failed;
    }
  }
  return config;
}

Outcome<Setting> Config::text(std::initializer_list<std::string_view> path,
                              const std::string& variable) const {
  const auto found = walk(root_, path);
  if (!found.ok()) return found.problem();
  const ConfigValue* value = found.value();
  Setting setting;
  if (value != nullptr) {
    if (value->kind != Kind::kString) return wrong_type(path, *value, "a string");
    setting = {value->text, value->origin, value->overrode};
  }
  const auto entry = environment_.find(variable);
  if (entry == environment_.end()) return setting;
  if (!text::is_utf8(entry->second)) {
    return Refusal{
        ErrorClass::kType,
        "missing config key `" + dotted(path) + "`: the variable is " + "not valid UTF-8",
        variable_origin(variable)};
  }
  Setting from_variable{entry->second, variable_origin(variable), {}};
  if (value == nullptr || !value->is_argument) {
    setting.put_over(from_variable);
    return setting;
  }
  from_variable.overrode = setting.overrode;
  setting.overrode = {{*from_variable.value, from_variable.origin}};
  setting.overrode.insert(setting.overrode.end(), from_variable.overrode.begin(),
                          from_variable.overrode.end());
  return setting;
}

Outcome<std::vector<Choice>> Config::words(std::initializer_list<std::string_view> path,
                                           const std::string& variable) const {
  const auto found = walk(root_, path);
  if (!found.ok()) return found.problem();
  const ConfigValue* value = found.value();
  std::vector<Choice> out;
  if (value != nullptr && value->kind == Kind::kString) {
    append_words(out, value->text, value->origin);
  } else if (value != nullptr && value->kind == Kind::kArray) {
    for (const ConfigValue& item : value->items) {
      if (item.kind != Kind::kString) return wrong_type(path, item, "a list of strings");
      out.push_back({item.text, item.origin});
    }
  } else if (value != nullptr) {
    return wrong_type(path, *value, "a string or a list of strings");
  }
  const auto entry = environment_.find(variable);
  if (entry == environment_.end()) return out;
  // Sorted by rank: files, the variable, arguments.
  std::vector<Choice> from_arguments;
  for (std::size_t i = out.size(); value != nullptr && i-- > 0;) {
    const bool is_list = value->kind == Kind::kArray;
    if (!(is_list ? value->items[i] : *value).is_argument) continue;
    from_arguments.insert(from_arguments.begin(), std::move(out[i]));
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(i));
  }
  append_words(out, entry->second, variable_origin(variable));
  out.insert(out.end(), from_arguments.begin(), from_arguments.end());
  return out;
}

bool Config::has_variable_below(const std::string& name) const {
  if (environment_.contains(name)) return true;
  const auto found = environment_.lower_bound(name + "_");
  return found != environment_.end() && found->first.starts_with(name + "_");
}

std::string dotted(std::initializer_list<std::string_view> path) {
  std::string out;
  for (const std::string_view part : path) out += (out.empty() ? "" : ".") + std::string(part);
  return out;
}

std::string variable_part(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    if (c == '-') c = '_';
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

}  // namespace doctor::cargo
