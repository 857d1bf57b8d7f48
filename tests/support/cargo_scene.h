// A small project on a disk in memory, and what cargo would make of it.
#pragma once

#include <map>
#include <string>

#include "cargo/resolve.h"

namespace doctor::test {

using Content = std::map<std::string, std::string>;

inline const std::string kPackage = "[package]\nname = \"app\"\nversion = \"0.1.0\"\n";
inline const std::string kGate = "[unstable]\ncodegen-backend = true\n";
inline const std::string kCranelift = "[profile.dev]\ncodegen-backend = \"cranelift\"\n";

// The package app in /home/me/p; the user's own configuration chooses Cranelift and opens the gate.
Content project(Content more = {});

struct Scene {
  std::string command = "cargo build";
  std::string toolchain = "nightly";
  cargo::Environment environment = {{"HOME", "/home/me"}};
  std::string folder = "/home/me/p";
  std::map<std::string, std::string> links = {};
};

cargo::Resolution resolve(Content content, const Scene& scene = {});

// "cranelift from /path:3", "unset", or "error: class at place".
std::string answer(const cargo::Resolution& resolution, const std::string& package = "app");

}  // namespace doctor::test
