// Which codegen backend Cargo would use for every package of a project, and why. The one entry
// point of this folder; reads the disk through Files and runs nothing. The rules are numbered in
// comments (C1, P4…) as in the specification this folder follows.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "cargo/profiles.h"
#include "cargo/slots.h"
#include "cargo/toolchain.h"

namespace doctor::cargo {

struct Request {
  std::string folder;  // where the command is given; absolute
  std::string command = "cargo build";
  Environment environment;
  std::string toolchain;  // as told; empty: looked for
};

// Whether `codegen-backend` may be set. `open` is empty where the toolchain decides and is not
// known.
struct Gate {
  std::optional<bool> open = false;
  Origin by;
  bool can_be_opened = true;  // false: a stable cargo
};

struct PackageBackend {
  Package package;
  Decision target;  // for units built for the target
  Decision host;    // for its build script, and for itself below a build script or proc-macro
};

// The answer. With `error` set cargo stops there; what could still be worked out is filled in.
struct Resolution {
  std::string start;               // where the process runs: `cd` followed
  std::string folder;              // where cargo starts: -C followed too
  std::string home;                // cargo's own folder, empty where there is none
  std::string root;                // manifest of the workspace root
  std::vector<std::string> words;  // cargo's arguments with aliases resolved
  Environment assigned;            // by the command line itself
  std::string plus;                // "+nightly" where the command has it
  std::string profile;             // the requested one
  Arguments arguments;
  Toolchain toolchain;
  Gate gate;
  Setting rustflags;               // of units for the target
  std::vector<Choice> flag_words;  // all of them
  std::vector<Choice> compilers;   // what stands in for rustc or wraps it
  std::vector<PackageBackend> packages;
  Profiles profiles;
  std::vector<Note> notes;
  std::optional<Refusal> error;
};

Resolution resolve(const Files& files, const Request& request);

}  // namespace doctor::cargo
