// What answers about Cargo are made of: where a setting stands, what it says, what it beat, and
// what cargo refuses.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace doctor::cargo {

// Variables of the process that would run cargo. Never logged.
using Environment = std::map<std::string, std::string>;

// Where a setting comes from: a file's path, "env:NAME" or "--config". Empty: nowhere.
struct Origin {
  std::string name;
  int line = 0;

  // "path:line", "env:NAME", "--config".
  std::string str() const;
  bool is_file() const;
  bool operator==(const Origin&) const = default;
};

Origin variable_origin(const std::string& name);
Origin argument_origin(const std::string& option = "--config");

struct Choice {
  std::string value;
  Origin origin;
};

// One key after merging, with everything that lost, strongest first.
struct Setting {
  std::optional<std::string> value;
  Origin origin;
  std::vector<Choice> overrode;

  // Lays a stronger setting over this one; nothing changes where the stronger one has no value.
  void put_over(const Setting& stronger);
};

// Cargo's own kinds of failure (cargo/rules.md, section 9); kOther has no name of its own.
enum class ErrorClass {
  kGate,
  kGateNightlyOnly,
  kUnstableFlagOnStable,
  kMultipleOverrides,
  kInheritsLoop,
  kInheritsUndefined,
  kInheritsMissing,
  kInheritsRoot,
  kInheritsDebug,
  kProfileUndefined,
  kProfileReserved,
  kNestedOverride,
  kInclude,
  kMerge,
  kTomlSyntax,
  kTomlType,
  kNotUtf8,
  kIo,
  kPackageArgument,
  kBadSpec,
  kType,
  kOther,
};

// "gate", "toml-syntax"…
std::string_view name_of(ErrorClass error_class);

// Why cargo would stop, in one sentence.
struct Refusal {
  ErrorClass error_class = ErrorClass::kOther;
  std::string message;
  Origin origin;
};

template <typename T>
using Outcome = Result<T, Refusal>;

// Something worth knowing that does not stop cargo.
struct Note {
  Origin origin;
  std::string message;
};

// What is found on the way. Cargo stops at the first refusal; the rest is still worked out where it
// can be.
struct Findings {
  std::optional<Refusal> error;
  std::vector<Note> notes;

  void refuse(Refusal refusal);  // the first one stays
  void note(Origin origin, std::string message);
};

}  // namespace doctor::cargo
