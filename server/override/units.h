// What a command compiles, as far as backends tell it apart: each package for the target and for
// the host.
#pragma once

#include <string>
#include <vector>

#include "cargo/resolve.h"

namespace doctor::override {

struct Unit {
  std::size_t package = 0;  // index into the resolution's packages
  bool is_host = false;     // its build script, or itself below a build script or proc-macro
};

const cargo::Decision& decision_of(const cargo::Resolution& resolution, const Unit& unit);

// LLVM is also what is used where nothing is set: no target of rustc has another default (R8).
bool is_llvm(const cargo::Decision& decision);

// Everything the command builds.
std::vector<Unit> built_units(const cargo::Resolution& resolution);

// Those of packages with this name, and this version where one is given (whole or the front of it).
// Logs write "_" for "-", so both count as the same where the exact name is not there.
std::vector<Unit> units_of(const cargo::Resolution& resolution, const std::string& crate,
                           const std::string& version);

// Those that are not compiled with LLVM.
std::vector<Unit> without_llvm(const cargo::Resolution& resolution, const std::vector<Unit>& units);

// The same units in another resolution of the same project; those that are gone are left out.
std::vector<Unit> found_again(const cargo::Resolution& from, const std::vector<Unit>& units,
                              const cargo::Resolution& in);

}  // namespace doctor::override
