// Cargo.lock: which packages of which versions take part.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "cargo/package_spec.h"

namespace doctor::cargo {

struct LockedPackage {
  PackageId id;
  std::string source;                     // "registry+https://…"; empty for path packages
  std::vector<std::size_t> dependencies;  // indexes into the same list
};

// Of at most 16 MiB. What names no package of the file is left out.
Outcome<std::vector<LockedPackage>> read_lockfile(const Files& files, const std::string& path);

}  // namespace doctor::cargo
