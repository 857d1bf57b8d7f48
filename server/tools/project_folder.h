// Which folder of a project a call is about, and with which environment its commands run.
#pragma once

#include <string>

#include "cargo/problems.h"
#include "tools/engine.h"

namespace doctor::tools {

// The folder that an argument names, seen from the project that the client works on; without an
// argument that project itself. It need not exist.
std::string project_folder(const Engine& engine, const std::string& given);

// The environment of the user's own shell: a server that was started through rustup has variables
// that the shell has not (cargo/rules.md O8).
cargo::Environment user_environment(const Engine& engine);

}  // namespace doctor::tools
