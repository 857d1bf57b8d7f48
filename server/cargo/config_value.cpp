#include "cargo/config_value.h"

#include <iterator>

namespace doctor::cargo {
namespace {

using toml::Kind;

bool is_scalar(const ConfigValue& value) {
  return value.kind != Kind::kTable && value.kind != Kind::kArray;
}

Outcome<ConfigValue> convert(const toml::Value& value, const Location& where, bool is_argument) {
  ConfigValue out;
  out.kind = value.kind;
  out.is_argument = is_argument;
  out.origin =
      is_argument && where.file.empty() ? argument_origin() : Origin{where.file, where.line};
  switch (value.kind) {
    case Kind::kString:
      out.text = value.text;
      break;
    case Kind::kInteger:
      out.text = std::to_string(value.integer);
      break;
    case Kind::kBoolean:
      out.boolean = value.boolean;
      out.text = value.boolean ? "true" : "false";
      break;
    case Kind::kFloat:
    case Kind::kDateTime: {
      const char* name = value.kind == Kind::kFloat ? "float" : "datetime";
      return Refusal{ErrorClass::kTomlType,
                     std::string("unsupported TOML configuration type `") + name + "`", out.origin};
    }
    case Kind::kArray:
      for (const toml::Value& item : value.items) {
        auto converted = convert(item, item.where, is_argument);
        if (!converted.ok()) return converted.problem();
        out.items.push_back(std::move(converted).value());
      }
      break;
    case Kind::kTable:
      for (const toml::Member& member : value.members) {
        auto converted = convert(member.value, member.where, is_argument);
        if (!converted.ok()) return converted.problem();
        out.members.emplace(member.key, std::move(converted).value());
      }
      break;
  }
  return out;
}

Refusal cannot_merge(const std::string& key, const ConfigValue& stays, const ConfigValue& other) {
  const auto described = [](const ConfigValue& value) {
    return std::string(toml::name_of(value.kind)) + " in " + value.origin.str();
  };
  return {
      ErrorClass::kMerge,
      "failed to merge key `" + key + "`: it is " + described(stays) + ", but " + described(other),
      other.origin};
}

std::optional<Refusal> merge_at(ConfigValue& into, ConfigValue&& other, Priority priority,
                                const std::string& path) {
  for (auto& [key, value] : other.members) {
    const std::string name = path.empty() ? key : path + "." + key;
    const auto found = into.members.find(key);
    if (found == into.members.end()) {
      into.members.emplace(key, std::move(value));
      continue;
    }
    ConfigValue& mine = found->second;
    if (mine.kind == Kind::kTable && value.kind == Kind::kTable) {
      if (auto refusal = merge_at(mine, std::move(value), priority, name)) return refusal;
    } else if (mine.kind == Kind::kArray && value.kind == Kind::kArray) {
      auto& place = mine.items;
      place.insert(priority == Priority::kNearer ? place.end() : place.begin(),
                   std::make_move_iterator(value.items.begin()),
                   std::make_move_iterator(value.items.end()));
    } else if (!is_scalar(mine) || !is_scalar(value)) {
      return cannot_merge(name, mine, value);
    } else {
      ConfigValue winner = priority == Priority::kNearer ? value : mine;
      const ConfigValue& loser = priority == Priority::kNearer ? mine : value;
      winner.overrode.push_back({loser.text, loser.origin});
      winner.overrode.insert(winner.overrode.end(), loser.overrode.begin(), loser.overrode.end());
      mine = std::move(winner);
    }
  }
  return std::nullopt;
}

}  // namespace

const ConfigValue* ConfigValue::find(std::initializer_list<std::string_view> path) const {
  const ConfigValue* at = this;
  for (const std::string_view step : path) {
    const auto found = at->members.find(std::string(step));
    if (found == at->members.end()) return nullptr;
    at = &found->second;
  }
  return at;
}

Outcome<ConfigValue> to_config(const toml::Value& document, bool is_argument) {
  return convert(document, document.where, is_argument);
}

std::optional<Refusal> merge(ConfigValue& into, ConfigValue other, Priority priority) {
  return merge_at(into, std::move(other), priority, "");
}

}  // namespace doctor::cargo
