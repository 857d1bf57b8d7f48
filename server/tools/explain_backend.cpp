// The tool explain_backend: which backend Cargo uses for every package of a project, and why.
#include <algorithm>

#include "base/similar.h"
#include "base/text.h"
#include "cargo/command.h"
#include "tools/answer.h"
#include "tools/backend_report.h"
#include "tools/project.h"
#include "tools/toolbox.h"

namespace doctor::tools {
namespace {

Json explain_backend_schema() {
  return object_schema(
      {
          {"project_dir", string_schema("The folder in which the command is given; the "
                                        "configuration that counts depends on it.")},
          {"command", string_schema("The cargo command as it is typed, e.g. `cd app && cargo "
                                    "+nightly test --release`. Default "
                                    "`cargo build`.")},
          {"package", string_schema("Only this package: a name, or `name@1.2.3`.")},
          {"env", environment_schema()},
          {"toolchain", string_schema("The toolchain, e.g. `nightly-2026-05-20`, `stable` or the "
                                      "text of `rustc -vV`; otherwise the "
                                      "one that rustup would choose.")},
      },
      Json::array({"project_dir"}));
}

std::string no_package(const cargo::Resolution& resolution, const std::string& package) {
  std::vector<std::string_view> names;
  for (const cargo::PackageBackend& candidate : resolution.packages)
    names.push_back(candidate.package.id.name);
  const std::string near = closest(package.substr(0, package.find_first_of("@:")), names);
  return "`package` is \"" + text::clip(package, 80) + "\", which matches none of the " +
         std::to_string(names.size()) + " packages" +
         (near.empty() ? "." : "; the closest is `" + near + "`.");
}

mcp::ToolResult run_explain_backend(const Engine& engine, const Json& arguments) {
  BackendView view;
  const Result<Project> project = project_of(engine, arguments);
  if (!project.ok()) return fault(project.problem().message);
  view.folder = project.value().physical;
  view.command = text_argument(arguments, "command", "cargo build");
  view.package = text_argument(arguments, "package");
  view.is_full = wants_full(arguments);
  if (!cargo::parse_command(view.command)) {
    return fault("`command` is \"" + text::clip(view.command, 80) +
                 "\", which calls no cargo; give a cargo command, e.g. `cargo test`.");
  }
  const cargo::Request request{project.value().folder, view.command, project.value().environment,
                               text_argument(arguments, "toolchain")};
  const cargo::Resolution resolution = cargo::resolve(engine.files(), request);
  if (!view.package.empty() && !resolution.packages.empty() &&
      !has_package(resolution, view.package)) {
    return fault(no_package(resolution, view.package));
  }
  if (wants_json(arguments)) return json_answer(backend_json(resolution, view));
  return text_answer(backend_text(resolution, view));
}

}  // namespace

mcp::Tool explain_backend(Engine& engine) {
  mcp::Tool tool;
  tool.name = "explain_backend";
  tool.title = "Which codegen backend Cargo uses, and why";
  tool.description =
      "Use this to find out which codegen backend (LLVM or Cranelift) Cargo uses for each package "
      "of a project and which line of which file, variable or "
      "argument decides it: \"why is this crate still built with Cranelift\", \"why has my "
      "override no effect\", \"which config.toml wins\". It follows "
      "Cargo's own rules for configuration files, environment, profiles and their inheritance, "
      "package overrides, build scripts and proc-macros, RUSTFLAGS "
      "and the unstable gate, shows everything that was overridden, and names a command with which "
      "cargo itself confirms the answer. Give the exact command "
      "and the folder it is started in: both change the answer. Reads the project; runs nothing "
      "and writes nothing.";
  tool.input_schema = explain_backend_schema();
  tool.run = [&engine](const Json& arguments, const mcp::ToolContext&) {
    return run_explain_backend(engine, arguments);
  };
  return tool;
}

}  // namespace doctor::tools
