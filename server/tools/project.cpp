#include "tools/project.h"

#include "base/text.h"
#include "tools/answer.h"
#include "tools/project_folder.h"

namespace doctor::tools {
Result<Project> project_of(const Engine& engine, const Json& arguments) {
  const std::string given = text_argument(arguments, "project_dir");
  Project project;
  project.folder = project_folder(engine, given);
  const Result<std::string> physical = engine.files().canonical(project.folder);
  if (!physical.ok() || engine.files().kind(project.folder) != PathKind::kFolder) {
    return Problem{"`project_dir` is \"" + text::clip(given, 200) +
                       "\", which is no folder; give the folder in which cargo is started.",
                   {}};
  }
  project.physical = physical.value();
  project.environment = user_environment(engine);
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
