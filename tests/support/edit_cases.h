// Edits of configuration files as data: what goes in, what must come out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "override/edit.h"

namespace doctor::test {

struct EditCase {
  std::string name;
  override::Setting setting;
  std::string input;
  std::optional<std::string> output;  // nothing: the edit must be refused
  bool is_manifest = false;           // holds what a manifest may and a configuration file may not
};

// The cases of a JSON file: [{"name", "path", "value", "input", "output"}], with an optional
// "manifest". Nothing where there is no such file; fails the test where it cannot be understood.
std::optional<std::vector<EditCase>> read_edit_cases(const std::string& file);

// tests/override/edit_cases.json; and the cases that came with the specification, which lie beside
// the repository where they are at hand.
std::vector<EditCase> own_edit_cases();
std::optional<std::vector<EditCase>> shared_edit_cases();

}  // namespace doctor::test
