// What makes a crate, a profile or a project compile with LLVM again: the narrowest change that
// works, the others, and what beats them. Rules: cargo/rules.md, named in the comments by number.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cargo/command.h"
#include "cargo/resolve.h"
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
  std::string path;    // as the patch names it: from the folder in which it is applied
  std::string action;  // "create" or "edit"
  std::string patch;   // unified diff
  std::string content;
  std::string target;                 // absolute, links followed; empty without a project
  std::optional<std::string> before;  // what stands there now
};

// One way to do it.
struct Option {
  Scope scope = Scope::kInvocation;
  std::string title;
  std::string command;  // complete, for a shell; empty where files do the work
  std::map<std::string, std::string> environment;
  std::vector<std::string> cargo_arguments;  // unquoted
  std::vector<FileChange> files;
  std::string note;  // a sentence about this option alone
};

struct Gate {
  bool needed = true;
  std::string satisfied_by;  // an origin, empty where unknown
  std::string how;
};

// What the recommended option changes, found by resolving the project again with it.
struct Proof {
  std::vector<cargo::PackageBackend> before;  // the packages that change
  std::vector<cargo::PackageBackend> after;   // the same
  std::string command;                        // lets cargo itself confirm it (O3); may be empty
};

struct Plan {
  // All but kOverride: `why` says what is so, and there are no options.
  enum class State { kOverride, kNotNeeded, kImpossible, kUnknownCrate };
  State state = State::kOverride;
  Option recommended;
  std::string why;
  Gate gate;
  std::vector<std::string> caveats;
  std::vector<Option> alternatives;
  std::optional<Proof> proof;
  std::string folder;   // patches are applied here; empty without a project
  std::string project;  // origins inside are shown from here
};

// Without a project's files: from the words of the command alone. Pure function. `command` must
// call cargo; anything else is planned as "cargo build".
Plan plan(const Request& request);

// The narrowest part of the build that the request is about.
enum class Part { kPackage, kProfile, kBuildOverride };
Part part_of(const Request& request);

// "crate `x`", for titles.
std::string described(Part part, const std::string& crate);

// The lasting form names dev for what dev passes on to test, release for bench (F3): one key then
// serves both.
std::string lasting_profile(const std::string& requested);

// Why a stable toolchain has no override.
std::string stable_sentence(const std::string& toolchain);

// The words of the tool contract.
std::string_view name_of(Scope scope);
std::optional<Scope> scope_of(std::string_view name);

}  // namespace doctor::override
