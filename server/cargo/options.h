// The options among the words of a cargo call.
#pragma once

#include <string>
#include <vector>

namespace doctor::cargo {

struct Option {
  std::string name;
  std::string value;
  bool has_value = false;
};

// Reads the option at words[i] and moves `i` to its last word.
Option read_option(const std::vector<std::string>& words, std::size_t& i);

// Whether the option needs a value.
bool takes_value(const Option& option);

// A bundle such as "-vr" has no value; only -r matters.
bool is_release_option(const Option& option);

}  // namespace doctor::cargo
