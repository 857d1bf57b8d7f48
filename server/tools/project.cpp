#include "tools/project.h"

#include "base/text.h"
#include "cargo/paths.h"
#include "tools/answer.h"

namespace doctor::tools {
namespace {

// A server that was started through rustup has variables that the user's own shell has not (O8).
cargo::Environment own_environment(const Engine& engine) {
  cargo::Environment environment = engine.environment();
  if (environment.contains("RUST_RECURSION_COUNT")) {
    environment.erase("RUSTUP_TOOLCHAIN");
    environment.erase("RUST_RECURSION_COUNT");
  }
  return environment;
}

}  // namespace

Result<Project> project_of(const Engine& engine, const Json& arguments) {
  const std::string given = text_argument(arguments, "project_dir");
  const std::string base = engine.variable("CLAUDE_PROJECT_DIR");
  Project project;
  project.folder = cargo::join(base.empty() ? engine.folder() : base, given);
  const Result<std::string> physical = engine.files().canonical(project.folder);
  if (!physical.ok() || engine.files().kind(project.folder) != PathKind::kFolder) {
    return Problem{"`project_dir` is \"" + text::clip(given, 200) +
                       "\", which is no folder; give the folder in which cargo is started.",
                   {}};
  }
  project.physical = physical.value();
  project.environment = own_environment(engine);
  if (!arguments.contains("env")) return project;
  for (const auto& [name, value] : arguments.at("env").items()) {
    if (value.is_null()) {
      project.environment.erase(name);
    } else {
      project.environment[name] = value.get<std::string>();
    }
  }
  return project;
}

Json environment_schema() {
  return {{"type", "object"},
          {"description",
           "Environment variables that differ from the server's own, e.g. RUSTFLAGS; null removes "
           "one."},
          {"additionalProperties", {{"type", {"string", "null"}}}}};
}

}  // namespace doctor::tools
