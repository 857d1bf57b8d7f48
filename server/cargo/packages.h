// Every package of a workspace, and on which side of a command's build it stands.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "cargo/arguments.h"
#include "cargo/package_spec.h"
#include "cargo/platform.h"
#include "cargo/workspace.h"

namespace doctor::cargo {

struct Package {
  PackageId id;
  std::string manifest;  // empty where it is not on this machine
  bool is_member = false;
  bool has_build_script = false;
  bool is_proc_macro = false;
  bool is_root = false;        // the command names it or works on it by default
  bool is_for_target = false;  // it is built for the target, as the manifests show it
  bool is_for_host = false;    // it is built below a build script or a proc-macro
};

// What `[target.…]` tables of manifests are compared with.
struct Platforms {
  Platform host;
  Platform target;
};

// The note where packages of registries are needed and Cargo.lock, which lists them, is not there.
inline constexpr std::string_view kNoLockfile =
    "is missing: packages of registries are not listed here";

// The packages of the manifests, then those of Cargo.lock, with the sides that `arguments` give
// them (P3, U3). Sources of registry packages are looked up in `sources`; where one is missing its
// dependencies count as ordinary ones.
std::vector<Package> find_packages(const Files& files, const Workspace& workspace,
                                   const std::vector<std::string>& sources,
                                   const Arguments& arguments, const Platforms& platforms,
                                   Findings& findings);

}  // namespace doctor::cargo
