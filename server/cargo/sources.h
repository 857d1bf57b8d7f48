// Unpacked sources of registries' packages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "cargo/config.h"
#include "cargo/manifest.h"
#include "cargo/package_spec.h"

namespace doctor::cargo {

// Folders in which they may lie: cargo's own and those of `[source]` tables that replace a registry
// (`cargo vendor`, Nix).
std::vector<std::string> source_folders(const Files& files, const Config& config);

// The manifest of a package in one of the folders; nothing where it is not on this machine.
std::optional<Manifest> find_source(const Files& files, const std::vector<std::string>& folders,
                                    const PackageId& id);

}  // namespace doctor::cargo
