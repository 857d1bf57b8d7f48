// Proving an option: the project is resolved again as if it were done.
#pragma once

#include <optional>
#include <string>

#include "base/files.h"
#include "override/plan.h"
#include "override/units.h"

namespace doctor::override {

// The project as it is, and the units that shall be compiled with LLVM.
struct Scene {
  const Files& files;
  cargo::Request request;
  cargo::Resolution before;
  std::vector<Unit> goal;
  bool is_everything = false;  // the goal: also what only appears with the option
};

// The resolution with the option done: its command, its variables, its files.
cargo::Resolution resolved_with(const Scene& scene, const Option& option);

// Whether all units of the goal are compiled with LLVM and nothing stops cargo.
bool is_proved(const Scene& scene, const cargo::Resolution& after);

// Why it is not, as part of a sentence: "`app@0.1.0` still gets `x` from `place`". Places inside
// `folder` are shown from there.
std::string shortfall(const Scene& scene, const cargo::Resolution& after,
                      const std::string& folder);

// What changes between the two, and the command with which cargo confirms it once files of the
// option are written.
Proof proof_of(const Scene& scene, const cargo::Resolution& after);

// "place" as people find it: from `folder` where it lies inside.
std::string shown(const cargo::Origin& origin, const std::string& folder);

}  // namespace doctor::override
