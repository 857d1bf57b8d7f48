// The project that a call is about: where its command runs and with which variables.
#pragma once

#include <string>

#include "base/result.h"
#include "cargo/problems.h"
#include "json/json.h"
#include "tools/engine.h"

namespace doctor::tools {

struct Project {
  std::string folder;    // absolute, as given
  std::string physical;  // links followed
  cargo::Environment environment;
};

// The folder that `project_dir` names, and the server's environment with what the argument `env`
// changes. The caller chooses the folder: nothing is read there but Cargo's manifests,
// configuration and lock file and the toolchain files, each bounded, and it has no part in what
// `path` may name (allowed_path.h). The Problem is a whole sentence.
Result<Project> project_of(const Engine& engine, const Json& arguments);

Json environment_schema();

}  // namespace doctor::tools
