// Which keys of a profile must be set so that units are compiled with LLVM (cargo/rules.md O1).
#pragma once

#include <string>
#include <vector>

#include "override/units.h"

namespace doctor::override {

// {"profile", "dev", "package", "*", "codegen-backend"}
using Key = std::vector<std::string>;

// `slot` is empty (the profile itself), "build-override", or "package" with a specification.
Key backend_key(const std::string& profile, const std::string& slot = "",
                const std::string& spec = "");
bool is_package_key(const Key& key);

// One key in `profile` for each slot that gives one of the units another backend. A package slot is
// named as it is already spelt: another spelling would be an error or random (P7, P8).
std::vector<Key> winning_keys(const cargo::Resolution& resolution, const std::vector<Unit>& units,
                              const std::string& profile);

// Keys in `profile` that set the packages of the units by name, also where a wider slot decides.
std::vector<Key> package_keys(const cargo::Resolution& resolution, const std::vector<Unit>& units,
                              const std::string& profile);

}  // namespace doctor::override
