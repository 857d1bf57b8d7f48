// A shell command line cut into words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace doctor::cargo {

struct ShellWord {
  std::string text;       // quotes and backslashes resolved
  std::size_t start = 0;  // in the line
  std::size_t end = 0;
  bool is_operator = false;     // ends a command: && and the like, and the parentheses of a subshell
  bool is_redirection = false;  // ">log", "2>&1", with its target
};

std::vector<ShellWord> split_shell_line(std::string_view line);

// `word` as a POSIX shell needs it: in single quotes where it has anything but plain characters.
std::string shell_quote(std::string_view word);

}  // namespace doctor::cargo
