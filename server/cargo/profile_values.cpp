#include "cargo/profile_values.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace doctor::cargo {
namespace {

using toml::Kind;

struct Rule {
  std::string_view key;
  std::string_view variable;
  bool takes_text;
  bool takes_truth;
  bool takes_number;
  std::string_view words;  // the only texts allowed; empty: all of them
  std::string_view expected;
};
// As cargo 1.97 reads them (src/cargo/util_schemas/manifest).
constexpr std::array<Rule, 12> kRules = {{
    {"opt-level", "OPT_LEVEL", true, false, true, "0 1 2 3 s z", "`0`, `1`, `2`, `3`, `s` or `z`"},
    {"debug", "DEBUG", true, true, true,
     "none limited full line-tables-only line-directives-only 0 1 2 true false",
     "a boolean, 0, 1, 2, \"none\", \"limited\", \"full\", \"line-tables-only\" or "
     "\"line-directives-only\""},
    {"lto", "LTO", true, true, false, "", "a boolean or a string"},
    {"strip", "STRIP", true, true, false, "", "a boolean or a string"},
    {"panic", "PANIC", true, false, false, "unwind abort immediate-abort",
     "\"unwind\", \"abort\" or \"immediate-abort\""},
    {"codegen-units", "CODEGEN_UNITS", false, false, true, "", "a number"},
    {"debug-assertions", "DEBUG_ASSERTIONS", false, true, false, "", "true or false"},
    {"overflow-checks", "OVERFLOW_CHECKS", false, true, false, "", "true or false"},
    {"incremental", "INCREMENTAL", false, true, false, "", "true or false"},
    {"rpath", "RPATH", false, true, false, "", "true or false"},
    {"split-debuginfo", "SPLIT_DEBUGINFO", true, false, false, "", "a string"},
    {"dir-name", "DIR_NAME", true, false, false, " ", "nothing: cargo does not allow this key yet"},
}};

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), text::is_digit);
}

bool is_one_of(std::string_view words, std::string_view text) {
  const auto list = text::split(words, ' ');
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_allowed(const Rule& rule, Kind kind, const std::string& text, ValueSource source) {
  if (source == ValueSource::kVariable) {
    if (rule.takes_text) return rule.words.empty() || is_one_of(rule.words, text);
    return rule.takes_truth ? text == "true" || text == "false" : is_number(text);
  }
  if (kind == Kind::kBoolean) return rule.takes_truth;
  if (kind == Kind::kInteger && rule.key == "debug") return is_one_of("0 1 2", text);
  if (kind == Kind::kInteger) return rule.takes_number && is_number(text);
  if (kind != Kind::kString || !rule.takes_text) return false;
  const bool is_bare =
      rule.key == "debug" && (is_number(text) || text == "true" || text == "false");
  return rule.words.empty() || (is_one_of(rule.words, text) && !is_bare);
}

// Cargo words the same mistake differently, and the kind of error goes by the words.
ErrorClass class_of(const Rule& rule, Kind kind, ValueSource source) {
  const bool is_text_alone = rule.takes_text && !rule.takes_truth && !rule.takes_number;
  const bool is_truth_alone = rule.takes_truth && !rule.takes_text;
  if (source == ValueSource::kVariable) {
    return is_truth_alone ? ErrorClass::kType : ErrorClass::kOther;
  }
  const bool is_wrong_kind = kind != Kind::kString || !rule.takes_text;
  const bool is_named = is_text_alone || (is_truth_alone && source == ValueSource::kConfig);
  return is_wrong_kind && is_named ? ErrorClass::kType : ErrorClass::kOther;
}

std::string described(Kind kind, const std::string& text) {
  if (kind == Kind::kString) return "`" + text::clip(text, 60) + "`";
  return std::string(toml::name_of(kind)) + (text.empty() ? "" : " (" + text + ")");
}

}  // namespace

std::optional<Refusal> refuse_value(std::string_view key, Kind kind, const std::string& text,
                                    ValueSource source, const Origin& origin) {
  for (const Rule& rule : kRules) {
    if (rule.key != key || is_allowed(rule, kind, text, source)) continue;
    return Refusal{class_of(rule, kind, source),
                   "`" + std::string(key) + "` expected " + std::string(rule.expected) +
                       ", but found " + described(kind, text),
                   origin};
  }
  return std::nullopt;
}

std::optional<Refusal> refuse_variables(const Environment& environment, const std::string& prefix) {
  for (const Rule& rule : kRules) {
    const std::string name = prefix + "_" + std::string(rule.variable);
    const auto found = environment.find(name);
    if (found == environment.end()) continue;
    auto refusal = refuse_value(rule.key, Kind::kString, found->second, ValueSource::kVariable,
                                variable_origin(name));
    if (refusal) return refusal;
  }
  return std::nullopt;
}

}  // namespace doctor::cargo
