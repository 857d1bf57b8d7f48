// Which toolchain a command runs with, as far as it can be told without running one.
#pragma once

#include <string>
#include <string_view>

#include "base/files.h"
#include "cargo/problems.h"

namespace doctor::cargo {

// Beta counts as stable: neither takes unstable settings (cargo/rules.md G4).
enum class Channel { kUnknown, kStable, kNightly };

struct Toolchain {
  std::string name;  // empty: unknown
  Origin origin;     // "argument" is what the caller said
  Channel channel = Channel::kUnknown;
  std::string fault = {};  // why rustup stops at the file that is named by `origin`
};

// The channel of "nightly-2026-05-20", "1.95.0", "stable-x86_64-unknown-linux-gnu", or of what
// `rustc -vV` prints.
Channel channel_of(std::string_view toolchain);

// What was told, else the command's +toolchain, RUSTUP_TOOLCHAIN, rustup's override for the folder
// or the toolchain file nearest to it, rustup's default.
Toolchain find_toolchain(const Files& files, const Environment& environment,
                         const std::string& folder, const std::string& told,
                         const std::string& from_command);

}  // namespace doctor::cargo
