// A resolution of backends as JSON (the public contract) and as text.
#pragma once

#include <string>

#include "cargo/resolve.h"
#include "json/json.h"

namespace doctor::tools {

struct BackendView {
  std::string command;  // as given
  std::string folder;   // origins inside it are shown relative to it
  std::string package;  // only this one; empty: all
  bool is_full = false;
};

Json backend_json(const cargo::Resolution& resolution, const BackendView& view);

// One package, as in `packages` of the whole.
Json package_json(const cargo::PackageBackend& package, const BackendView& view);

// The answer in one line, what is surprising, a table of packages that are built alike, the gate,
// and the command that proves it.
std::string backend_text(const cargo::Resolution& resolution, const BackendView& view);

// Whether `package` (a name or a package ID specification) means any package of the resolution.
bool has_package(const cargo::Resolution& resolution, const std::string& package);

}  // namespace doctor::tools
