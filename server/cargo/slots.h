// Which of a finished profile's slots decides for a unit.
#pragma once

#include <string>

#include "cargo/packages.h"
#include "cargo/profile.h"

namespace doctor::cargo {

// A unit's backend and everything that lost against it. `value` empty: nothing is set, rustc's own
// default.
struct Decision {
  Setting backend;
  std::string
      slot;  // "profile", "build-override", `package."*"`, `package."SPEC"`, "rustflags", ""
  std::string spec;  // of a package slot, as written where it was set
};

// P1-P5: named package, "*" for packages that are no members, build-override for units of the host,
// the profile itself. Flags of the profile (`rustflags`) stand behind its backend on rustc's
// command line and win (R1), then `flags` of everything else.
Decision decide(const Profile& profile, const Package& package, bool is_for_host,
                const Setting& flags);

}  // namespace doctor::cargo
