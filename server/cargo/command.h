// A cargo command as people write it, and what follows from its words alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cargo/shell_line.h"

namespace doctor::cargo {

// What a command line says. Everything that is not understood stays in `words`.
struct Command {
  std::map<std::string, std::string> environment;  // assignments in front of cargo
  std::string toolchain;                           // of "+nightly", without the plus
  std::string subcommand;                          // "build" for "b", "" where there is none
  std::vector<std::string> words;                  // cargo and everything behind it, without quotes
  std::string profile;                             // the requested one (cargo/rules.md U1)
  std::string lead;                                // everything in front of cargo, for reading

  // The line as written, for writing it anew. Offsets are of `line`.
  std::string line;
  std::size_t start = 0;             // of cargo
  std::size_t program_end = 0;       // behind cargo and +toolchain
  std::size_t subcommand_start = 0;  // or program_end where there is none
  std::size_t subcommand_end = 0;
  std::size_t arguments_end = 0;  // behind cargo's own arguments: in front of "--"
  bool has_front_config = false;  // --config in front of the subcommand
  // Where the call stood in quotes (`sh -c "cargo test"`): what is around them, the innermost
  // first.
  struct Quotes {
    std::string before;
    std::string behind;
  };
  std::vector<Quotes> quotes;
};

// Reads "cd x && env A=b nix develop -c cargo +nightly test --release -- --nocapture" and the like;
// of several calls the first. A call may stand in quotes (`nix-shell --run "cargo test"`). Nothing
// where no cargo is called. Aliases and configuration are not looked at. With `variables` those
// that are mentioned are put in.
std::optional<Command> parse_command(std::string_view text,
                                     const ShellVariables* variables = nullptr);

// Where more words for cargo can stand. With an alias or several settings of one key not every
// place has the same effect.
enum class ArgumentPlace { kBehindSubcommand, kInFrontOfSubcommand, kAtEnd };

// The command with more words for cargo.
std::string with_arguments(const Command& command, const std::vector<std::string>& quoted_words,
                           ArgumentPlace place = ArgumentPlace::kBehindSubcommand);

// The command with variables set for cargo alone; they win over assignments further in front.
std::string with_environment(const Command& command,
                             const std::map<std::string, std::string>& variables);

}  // namespace doctor::cargo
