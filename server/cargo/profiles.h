// All profiles of a workspace, merged from their sources and finished by inheritance.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cargo/gate.h"
#include "cargo/packages.h"
#include "cargo/profile.h"

namespace doctor::cargo {

struct Profiles {
  std::map<std::string, Profile> merged;    // F1: sources laid over each other
  std::map<std::string, Profile> finished;  // F2: with what they inherit
};

// Merges the root manifest's profiles with the configuration, then lets them inherit (F1-F4). Gates
// of configured profiles are findings; `manifest` is the root, whose cargo-features count for all.
Outcome<Profiles> make_profiles(const Manifest& manifest, const Config& config,
                                const std::string& requested, const Features& features,
                                Findings& findings);

// P6, P7: package settings that match two times are refused, those that match nothing are noted.
void check_packages(const Profiles& profiles, const std::vector<Package>& packages,
                    Findings& findings);

}  // namespace doctor::cargo
