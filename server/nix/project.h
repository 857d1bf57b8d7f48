// The files of a project that say which Rust toolchain it uses.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "cargo/toolchain_file.h"
#include "nix/flake_lock.h"
#include "nix/nix_file.h"

namespace doctor::nix {

// A line of .envrc that brings a shell: "use flake", "use nix".
struct EnvrcUse {
  std::string text;
  Location where;
};

struct Project {
  std::string folder;  // the one that holds the files: the given one, or one above it
  std::optional<FlakeLock> lock;
  std::vector<NixFile> files;  // flake.nix, shell.nix, default.nix and what they import
  std::optional<cargo::ToolchainFile> toolchain_file;
  std::vector<std::string> toolchain_files;  // all of them; the first one counts
  std::vector<EnvrcUse> envrc;
  std::vector<Problem> problems;  // of single files; the others can be used

  bool has_flake() const;
  // Nothing at all was found; `folder` is then the given one.
  bool is_empty() const;
};

// Looks in `folder` and then in the folders above it, up to the first that holds any of the files
// or a .git. Paths in the answer are as they are in `files`.
Project read_project(const Files& files, const std::string& folder);

// "flake.nix, flake.lock, …": what is looked for.
std::string project_file_names();

}  // namespace doctor::nix
