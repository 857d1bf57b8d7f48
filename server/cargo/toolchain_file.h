// rust-toolchain.toml and the older rust-toolchain: which toolchain a folder asks for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/location.h"
#include "base/result.h"

namespace doctor::cargo {

inline constexpr std::string_view kToolchainFileNames[] = {"rust-toolchain", "rust-toolchain.toml"};

struct ToolchainFile {
  std::string channel;  // may be empty where there is a path
  Location where;       // of the channel, or of the path
  std::string path;     // of a toolchain on the disk
  std::string profile;
  std::vector<std::string> components;
  std::vector<std::string> targets;
};

// The older file holds a bare name or the same TOML as the new one; both names may hold both. A
// Problem where it is neither, or names no toolchain.
Result<ToolchainFile> read_toolchain_file(std::string_view text, const std::string& file);

}  // namespace doctor::cargo
