// A cargo command as people write it, and what follows from its words alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doctor::cargo {

// What a command line says. Everything that is not understood stays in `words`.
struct Command {
  std::map<std::string, std::string> environment;  // assignments in front of cargo
  std::string toolchain;                           // of "+nightly", without the plus
  std::string subcommand;                          // "build" for "b", "" where there is none
  std::vector<std::string> words;                  // cargo and everything behind it, without quotes
  std::string profile;                             // the requested one (cargo/rules.md U1)
  std::string lead;                                // the text in front of cargo, as written
  std::string prefix;                              // the text up to the subcommand, as written
  std::string suffix;                              // the text behind the subcommand, as written
};

// Reads "cd x && env A=b nix develop -c cargo +nightly test --release -- --nocapture" and the like;
// of several calls the first. A call inside quotes (`nix-shell --run "cargo test"`) stands for the
// whole. Nothing where no cargo is called. Aliases and configuration are not looked at.
std::optional<Command> parse_command(std::string_view text);

// The words of a shell command line, quotes and backslashes resolved. Operators such as && and the
// parentheses of a subshell are words.
std::vector<std::string> shell_words(std::string_view line);

// The command with more words for cargo, directly behind the subcommand.
std::string with_arguments(const Command& command, const std::vector<std::string>& quoted_words);

// The command with variables set for cargo alone; they win over assignments further in front.
std::string with_environment(const Command& command,
                             const std::map<std::string, std::string>& variables);

// `word` as a POSIX shell needs it: in single quotes where it has anything but plain characters.
std::string shell_quote(std::string_view word);

}  // namespace doctor::cargo
