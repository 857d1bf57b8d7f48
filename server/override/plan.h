// What makes a crate, a profile or a project compile with LLVM again: the narrowest change that
// works, the others, and what beats them. Rules: cargo/rules.md, named in the comments by number.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cargo/command.h"
#include "knowledge/entry.h"

namespace doctor::override {

// How far an override reaches and how long it lasts.
enum class Scope {
  kRecommended,  // what fits best
  kInvocation,   // one command, no file changes
  kPackage,      // one crate, in the project's configuration
  kProfile,      // one profile, in the project's configuration
  kProject,      // everything the project builds, in its configuration
};

struct Request {
  const knowledge::Entry* entry = nullptr;  // the problem to solve, if known
  std::string crate;                        // the crate that cargo blames; may be empty
  std::string version;                      // of it, where known
  std::string command = "cargo build";
  std::map<std::string, std::string> environment;  // what the command will run with, as far as told
  Scope scope = Scope::kRecommended;
  std::string toolchain;  // as told; empty: unknown
};

// A file to create or change. Without a project's files only the wanted content is known.
struct FileChange {
  std::string path;
  std::string action;  // "create" or "edit"
  std::string patch;   // unified diff
  std::string content;
};

// One way to do it.
struct Option {
  Scope scope = Scope::kInvocation;
  std::string title;
  std::string command;  // complete, for a shell; empty where files do the work
  std::map<std::string, std::string> environment;
  std::vector<std::string> cargo_arguments;  // unquoted
  std::vector<FileChange> files;
};

struct Gate {
  bool needed = true;
  std::string satisfied_by;  // an origin, empty where unknown
  std::string how;
};

struct Plan {
  bool is_possible = true;  // false: `why` says what prevents it, and there are no options
  Option recommended;
  std::string why;
  Gate gate;
  std::vector<std::string> caveats;
  std::vector<Option> alternatives;
};

// Pure function. `command` must call cargo; anything else is planned as "cargo build".
Plan plan(const Request& request);

// The words of the tool contract.
std::string_view name_of(Scope scope);
std::optional<Scope> scope_of(std::string_view name);

}  // namespace doctor::override
