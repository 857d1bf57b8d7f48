// The whole configuration of one cargo call: files, environment and --config arguments.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "cargo/config_value.h"

namespace doctor::cargo {

class Config {
 public:
  // Reads every file that counts for `folder` and lays the values of --config over them. `folder`
  // is physical. A bad file stops cargo (C10); here it is a finding and left out.
  static Outcome<Config> load(const Files& files, const std::string& folder,
                              const Environment& environment,
                              const std::vector<std::string>& arguments, Findings& findings);

  const ConfigValue* find(std::initializer_list<std::string_view> path) const {
    return root_.find(path);
  }
  const ConfigValue& root() const { return root_; }
  const Environment& environment() const { return environment_; }
  const std::string& home() const { return home_; }

  // A text (E1-E3): --config beats the variable, the variable beats the files; a file's value of
  // another type is refused even where the variable would win.
  Outcome<Setting> text(std::initializer_list<std::string_view> path,
                        const std::string& variable) const;

  // The words of a list or a string (R2-R4), farther files first, then those of the variable.
  Outcome<std::vector<Choice>> words(std::initializer_list<std::string_view> path,
                                     const std::string& variable) const;

  // True where a variable is, or starts a longer name with "_" behind it.
  bool has_variable_below(const std::string& name) const;

 private:
  ConfigValue root_;
  Environment environment_;
  std::string home_;
};

// "profile.dev.codegen-backend" of its parts.
std::string dotted(std::initializer_list<std::string_view> path);

// NAME as variables spell it (E1): upper case, "_" for "-".
std::string variable_part(std::string_view name);

}  // namespace doctor::cargo
