#include "tools/project_folder.h"

#include "cargo/paths.h"

namespace doctor::tools {

std::string project_folder(const Engine& engine, const std::string& given) {
  const std::string project = engine.variable("CLAUDE_PROJECT_DIR");
  return cargo::join(project.empty() ? engine.folder() : project, given);
}

cargo::Environment user_environment(const Engine& engine) {
  cargo::Environment environment = engine.environment();
  if (environment.contains("RUST_RECURSION_COUNT")) {
    environment.erase("RUSTUP_TOOLCHAIN");
    environment.erase("RUST_RECURSION_COUNT");
  }
  return environment;
}

}  // namespace doctor::tools
