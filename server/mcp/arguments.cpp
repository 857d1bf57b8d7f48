#include "mcp/arguments.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "base/similar.h"
#include "base/text.h"

namespace doctor::mcp {
namespace {

using Fault = std::optional<std::string>;

constexpr std::size_t kShownValue = 60;
constexpr std::size_t kShownChoices = 40;

Fault value_fault(const std::string& where, const Json& schema, const Json& value);

std::string code(std::string_view name) {
  return "`" + std::string(name) + "`";
}

// A value as an error shows it: short, on one line.
std::string shown(const Json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array";
  if (value.is_string()) {
    return json::print(Json(text::clip(value.get_ref<const std::string&>(), kShownValue)));
  }
  return json::print(value);
}

// "a", "b" or "c".
std::string choices(const std::vector<std::string>& words) {
  std::string sentence;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) sentence += i + 1 == words.size() ? " or " : ", ";
    sentence += words[i];
  }
  return sentence;
}

bool has_type(std::string_view type, const Json& value) {
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "null") return value.is_null();
  if (type == "number") return value.is_number();
  if (type != "integer") return false;
  if (value.is_number_float()) return std::trunc(value.get<double>()) == value.get<double>();
  return value.is_number_integer();
}

std::string type_name(std::string_view type) {
  if (type == "null") return "null";
  const bool vowel = type.starts_with('i') || type.starts_with('o') || type.starts_with('a');
  return (vowel ? "an " : "a ") + std::string(type);
}

Fault type_fault(const std::string& where, const Json& types, const Json& value) {
  const Json list = types.is_array() ? types : Json::array({types});
  std::vector<std::string> names;
  for (const Json& type : list) {
    const auto& name = type.get_ref<const std::string&>();
    if (has_type(name, value)) return std::nullopt;
    names.push_back(type_name(name));
  }
  return where + " must be " + choices(names) + ", but is " + shown(value) + ".";
}

Fault enum_fault(const std::string& where, const Json& allowed, const Json& value) {
  std::vector<std::string> words;
  std::vector<std::string_view> texts;
  for (const Json& choice : allowed) {
    if (choice == value) return std::nullopt;
    if (words.size() < kShownChoices) words.push_back(json::print(choice));
    if (choice.is_string()) texts.push_back(choice.get_ref<const std::string&>());
  }
  if (words.size() < allowed.size()) words.emplace_back("others");
  std::string sentence = where + " must be " + choices(words) + ", but is " + shown(value) + ".";
  if (value.is_string()) {
    const std::string near = closest(value.get_ref<const std::string&>(), texts);
    if (!near.empty()) sentence += " Did you mean " + json::print(Json(near)) + "?";
  }
  return sentence;
}

// Code points, as JSON Schema counts characters.
std::size_t length_of(std::string_view value) {
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::count_if(value.begin(), value.end(), starts));
}

// Compares a size or a number with two limits of the schema.
Fault range_fault(const std::string& what, const Json& schema, const char* least, const char* most,
                  const Json& actual) {
  const bool low = schema.contains(least) && actual < schema[least];
  const bool high = schema.contains(most) && actual > schema[most];
  if (!low && !high) return std::nullopt;
  std::string sentence = what + " must be ";
  if (schema.contains(least) && schema.contains(most)) {
    sentence += "from " + json::print(schema[least]) + " to " + json::print(schema[most]);
  } else if (low) {
    sentence += "at least " + json::print(schema[least]);
  } else {
    sentence += "at most " + json::print(schema[most]);
  }
  return sentence + ", but is " + json::print(actual) + ".";
}

Fault unknown_fault(const std::string& path, const Json& known, const std::string& name) {
  std::vector<std::string_view> texts;
  std::vector<std::string> words;
  for (const auto& [key, ignored] : known.items()) {
    texts.push_back(key);
    words.push_back(code(key));
  }
  const std::string place = path.empty() ? "" : " in " + code(path);
  std::string sentence = "There is no argument " + code(text::clip(name, kShownValue)) + place;
  const std::string near = closest(name, texts);
  sentence += near.empty() ? "." : "; did you mean " + code(near) + "?";
  if (words.empty()) return sentence + " None are taken.";
  return sentence + " Allowed: " + text::join(words, ", ") + ".";
}

// `path` is empty for the arguments as a whole.
Fault object_fault(const std::string& path, const Json& schema, const Json& value) {
  static const Json kNone = Json::object();  // NOLINT: a constant
  const Json& properties = schema.contains("properties") ? schema["properties"] : kNone;
  const auto more = schema.find("additionalProperties");
  const auto inner = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
  for (const auto& [key, item] : value.items()) {
    const auto known = properties.find(key);
    Fault fault;
    if (known != properties.end()) {
      fault = value_fault(inner(key), *known, item);
    } else if (more == schema.end() || *more == false) {
      fault = unknown_fault(path, properties, key);
    } else if (more->is_object()) {
      fault = value_fault(inner(text::clip(key, kShownValue)), *more, item);
    }
    if (fault) return fault;
  }
  if (!schema.contains("required")) return std::nullopt;
  for (const Json& name : schema["required"]) {
    const auto& key = name.get_ref<const std::string&>();
    if (!value.contains(key)) return code(inner(key)) + " is required.";
  }
  return std::nullopt;
}

Fault array_fault(const std::string& path, const Json& schema, const Json& value) {
  Fault fault = range_fault("The number of items in " + code(path), schema, "minItems", "maxItems",
                            value.size());
  const auto items = schema.find("items");
  if (fault || items == schema.end()) return fault;
  for (std::size_t i = 0; i < value.size(); ++i) {
    fault = value_fault(path + "[" + std::to_string(i) + "]", *items, value[i]);
    if (fault) return fault;
  }
  return std::nullopt;
}

// `path` names the value: `env.CARGO_HOME`, `components[2]`; empty for the arguments as a whole.
Fault value_fault(const std::string& path, const Json& schema, const Json& value) {
  if (!schema.is_object()) return std::nullopt;
  const std::string where = path.empty() ? "The value of \"arguments\"" : code(path);
  Fault fault;
  if (schema.contains("type")) fault = type_fault(where, schema["type"], value);
  if (!fault && schema.contains("enum")) fault = enum_fault(where, schema["enum"], value);
  if (fault) return fault;
  if (value.is_object()) return object_fault(path, schema, value);
  if (value.is_array()) return array_fault(path, schema, value);
  if (value.is_number()) return range_fault(where, schema, "minimum", "maximum", value);
  if (value.is_string() && (schema.contains("minLength") || schema.contains("maxLength"))) {
    return range_fault("The length of " + where, schema, "minLength", "maxLength",
                       length_of(value.get_ref<const std::string&>()));
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> argument_fault(const Json& schema, const Json& arguments) {
  return value_fault("", schema, arguments);
}

}  // namespace doctor::mcp
