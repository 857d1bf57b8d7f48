// Flags that reach rustc behind the profile's own, and so beat it.
#pragma once

#include <optional>
#include <vector>

#include "cargo/arguments.h"
#include "cargo/platform.h"

namespace doctor::cargo {

// The backends that flags choose; nothing where they choose none.
struct Rustflags {
  Setting target;             // for units built for the target
  Setting host;               // for build scripts, proc-macros and what is below them (R5)
  std::vector<Choice> words;  // all flags for the target
  std::string triple;         // of the target, the first one where there are several
  bool has_target = false;    // it was named, so that the flags do not reach the host (R5)
};

// The last `-Zcodegen-backend` of a command line, in any of rustc's spellings (R1, R7), with those
// before it.
Setting last_backend(const std::vector<Choice>& words);

// Takes the flags from the one source that counts (R2-R5).
Outcome<Rustflags> find_rustflags(const Config& config, const Arguments& arguments,
                                  const Platform& host, Findings& findings);

}  // namespace doctor::cargo
