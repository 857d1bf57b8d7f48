// A shell command line cut into words.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace doctor::cargo {

struct ShellWord {
  std::string text;       // quotes and backslashes resolved
  std::size_t start = 0;  // in the line
  std::size_t end = 0;
  bool is_operator = false;  // ends a command: && and the like, and the parentheses of a subshell
  bool is_redirection = false;  // ">log", "2>&1", with its target
};

using ShellVariables = std::map<std::string, std::string>;

// With `variables`, $NAME and ${NAME} stand for their values between double quotes and in
// assignments; one that is not there for nothing. Other expansions stay as they are written.
std::vector<ShellWord> split_shell_line(std::string_view line,
                                        const ShellVariables* variables = nullptr);

// `word` as a POSIX shell needs it: in single quotes where it has anything but plain characters.
std::string shell_quote(std::string_view word);

}  // namespace doctor::cargo
