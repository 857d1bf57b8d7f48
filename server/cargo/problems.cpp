#include "cargo/problems.h"

#include <array>

namespace doctor::cargo {
namespace {

constexpr std::string_view kVariable = "env:";

constexpr std::array<std::string_view, 22> kErrorClasses = {"gate",
                                                            "gate-nightly-only",
                                                            "z-flag-on-stable",
                                                            "multiple-overrides",
                                                            "inherits-loop",
                                                            "inherits-undefined",
                                                            "inherits-missing",
                                                            "inherits-root",
                                                            "inherits-debug",
                                                            "profile-undefined",
                                                            "profile-reserved",
                                                            "nested-override",
                                                            "include",
                                                            "merge",
                                                            "toml-syntax",
                                                            "toml-type",
                                                            "not-utf8",
                                                            "io",
                                                            "package-arg",
                                                            "bad-spec",
                                                            "type",
                                                            "other"};

}  // namespace

std::string Origin::str() const {
  return line > 0 ? name + ":" + std::to_string(line) : name;
}

bool Origin::is_file() const {
  return !name.empty() && !name.starts_with(kVariable) && name[0] != '-';
}

Origin variable_origin(const std::string& name) {
  return {std::string(kVariable) + name, 0};
}

Origin argument_origin(const std::string& option) {
  return {option, 0};
}

void Setting::put_over(const Setting& stronger) {
  if (!stronger.value) return;
  std::vector<Choice> lost = stronger.overrode;
  if (value) lost.push_back({*value, origin});
  lost.insert(lost.end(), overrode.begin(), overrode.end());
  *this = {stronger.value, stronger.origin, std::move(lost)};
}

std::string_view name_of(ErrorClass error_class) {
  return kErrorClasses[static_cast<std::size_t>(error_class)];
}

void Findings::refuse(Refusal refusal) {
  if (!error) error = std::move(refusal);
}

void Findings::note(Origin origin, std::string message) {
  notes.push_back({std::move(origin), std::move(message)});
}

}  // namespace doctor::cargo
