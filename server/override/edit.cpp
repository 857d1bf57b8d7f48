#include "override/edit.h"

#include "base/text.h"
#include "override/diff.h"
#include "override/edit_check.h"
#include "override/placement.h"
#include "toml/document.h"
#include "toml/spell.h"

namespace doctor::override {
namespace {

using toml::Kind;
using toml::Value;

std::string quoted(const std::vector<std::string>& path, std::size_t parts) {
  const std::vector<std::string> head(path.begin(),
                                      path.begin() + static_cast<std::ptrdiff_t>(parts));
  return "`" + text::clip(toml::spell_key(head), 200) + "`";
}

Problem in_the_way(const Setting& setting, std::size_t depth, const Value& value) {
  const bool is_table_array = value.kind == Kind::kArray && !value.items.empty() &&
                              value.items.front().kind == Kind::kTable;
  const std::string what(is_table_array ? "an array of tables" : toml::name_of(value.kind));
  const std::string whole = quoted(setting.path, setting.path.size());
  const bool is_parent = depth < setting.path.size();
  return {
      quoted(setting.path, depth) + " is " + what +
          (is_parent ? ", not a table, so " + whole + " cannot be set" : ", not a single value"),
      value.where};
}

// One setting: nothing where it is there already, else the change, proved.
Result<std::optional<Replacement>> change(std::string_view document, const Setting& setting,
                                          const std::string& file) {
  if (setting.path.empty()) return Problem{"no key to set was named", {file}};
  const Result<Value> before = toml::parse(document, file);
  if (!before.ok()) return before.problem();

  std::size_t depth = 0;
  for (const Value* value = &before.value(); true; ++depth) {
    const bool is_whole = depth == setting.path.size();
    if (is_whole && holds(*value, setting)) return std::optional<Replacement>();
    const bool is_table = value->kind == Kind::kTable;
    if (is_whole ? is_table || value->kind == Kind::kArray : !is_table) {
      return in_the_way(setting, depth, *value);
    }
    if (is_whole) break;
    value = value->find(setting.path[depth]);
    if (value == nullptr) break;
  }

  const Replacement replacement = place(document, setting, depth);
  std::string text(document);
  text.replace(replacement.offset, replacement.removed.size(), replacement.inserted);
  const Result<Value> after = toml::parse(text, file);
  if (!after.ok() || !changes_only(before.value(), after.value(), setting)) {
    return Problem{quoted(setting.path, setting.path.size()) +
                       " cannot be set without changing other keys" +
                       (after.ok() ? "" : " (" + after.problem().message + ")"),
                   {file}};
  }
  return std::optional(replacement);
}

}  // namespace

Result<Edited> edit(std::string_view document, const std::vector<Setting>& settings,
                    const std::string& file) {
  Edited edited{std::string(document), {}};
  for (const Setting& setting : settings) {
    Result<std::optional<Replacement>> made = change(edited.text, setting, file);
    if (!made.ok()) return made.problem();
    if (!made.value()) continue;
    Replacement& replacement = *made.value();
    edited.text.replace(replacement.offset, replacement.removed.size(), replacement.inserted);
    edited.replacements.push_back(std::move(replacement));
  }
  return edited;
}

Result<FileEdit> edit_file(const std::string& path, std::optional<std::string_view> document,
                           const std::vector<Setting>& settings) {
  Result<Edited> edited = edit(document.value_or(std::string_view()), settings, path);
  if (!edited.ok()) return edited.problem();
  std::string patch = unified_diff(path, document, edited.value().text);
  return FileEdit{std::move(edited).value(), std::move(patch)};
}

}  // namespace doctor::override
