// Which crate a source file belongs to, as far as its path tells.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace doctor::classify {

struct CrateOfPath {
  std::string name;
  std::string version;  // empty where the path does not tell
};

// Knows Cargo's registry (`registry/src/<index>/<name>-<version>/`), vendor folders
// (`vendor/<name>[-<version>]/`, also those of Nix: `…-vendor/`, `cargo-vendor-dir/`,
// `source-registry-0/`) and git checkouts (`git/checkouts/<name>-<hash>/`, the repository's name).
// Nothing for a path of the project itself.
std::optional<CrateOfPath> crate_of_path(std::string_view path);

// The path in rustc's "  --> path:line:column"; empty for other lines.
std::string_view span_path(std::string_view line);

}  // namespace doctor::classify
