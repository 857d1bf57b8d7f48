// The tool config_override: the narrowest way back to LLVM.
#include "tools/config_override.h"

#include "base/text.h"
#include "base/version.h"
#include "override/project.h"
#include "override/render.h"
#include "tools/answer.h"
#include "tools/plan_json.h"
#include "tools/project.h"
#include "tools/report_text.h"
#include "tools/toolbox.h"

namespace doctor::tools {
namespace {

Json config_override_schema() {
  return object_schema({
      {"id", string_schema("The entry that classify_error named: it decides whether a crate, a "
                           "profile or host code is overridden.")},
      {"crate", string_schema("The crate that cargo blames (`could not compile`), with or without "
                              "a version: `wasmtime-fiber` or `wasmtime-fiber@34.0.2`.")},
      {"backend", enum_schema({"llvm"}, "The backend to go to.")},
      {"command",
       string_schema(
           "The cargo command to make work, e.g. `cargo test --release`. Default `cargo build`.")},
      {"env", environment_schema()},
      {"scope", enum_schema({"recommended", "invocation", "package", "profile", "project"},
                            "How far it reaches: invocation changes no file, the others are "
                            "lasting settings. Default recommended.")},
      {"toolchain",
       string_schema(
           "The toolchain, e.g. `nightly-2026-05-20`, `stable` or the text of `rustc -vV`.")},
      {"project_dir",
       string_schema("The folder in which the command is given. With it the override is worked out "
                     "from the project's own configuration and proved; without it, from the "
                     "command's words alone.")},
  });
}

// "name" or "name@1.2.3"; Cargo's names are letters, digits, - and _.
bool split_spec(const std::string& spec, std::string& name, std::string& version) {
  const std::size_t at = spec.find_first_of("@: ");
  name = spec.substr(0, at);
  version = at == std::string::npos ? "" : spec.substr(at + 1);
  constexpr std::string_view kNameCharacters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  const bool is_name =
      !name.empty() && name.find_first_not_of(kNameCharacters) == std::string::npos;
  return is_name && (at == std::string::npos || Version::parse(version).has_value());
}

}  // namespace

Result<override::Request> override_request(const Engine& engine, const Json& arguments) {
  const auto fault = [](std::string sentence) { return Problem{std::move(sentence), {}}; };
  override::Request request;
  if (arguments.contains("id")) {
    const std::string id = text_argument(arguments, "id");
    request.entry = engine.knowledge().find(id);
    if (request.entry == nullptr) {
      const std::string near = engine.knowledge().closest_id(id);
      return fault("There is no entry `" + text::clip(id, 80) + "`" +
                   (near.empty() ? "" : "; the closest is `" + near + "`") + ".");
    }
    if (!has_override(*request.entry)) {
      return fault(
          "`" + std::string(request.entry->id) +
          "` is not helped by another backend; `lookup_limitation` with that id gives its fixes.");
    }
  }
  const std::string spec = text_argument(arguments, "crate");
  if (arguments.contains("crate") && !split_spec(spec, request.crate, request.version)) {
    return fault(
        "`crate` is \"" + text::clip(spec, 80) +
        "\"; a crate's name is needed, such as `wasmtime-fiber` or `wasmtime-fiber@34.0.2`.");
  }
  request.command = text_argument(arguments, "command", "cargo build");
  if (!cargo::parse_command(request.command)) {
    return fault("`command` is \"" + text::clip(request.command, 80) +
                 "\", which calls no cargo; give the cargo command that fails, e.g. `cargo test`.");
  }
  if (arguments.contains("env")) {
    for (const auto& [name, value] : arguments.at("env").items()) {
      if (value.is_string()) request.environment[name] = value.get<std::string>();
    }
  }
  request.scope = override::scope_of(text_argument(arguments, "scope", "recommended"))
                      .value_or(override::Scope::kRecommended);
  request.toolchain = text_argument(arguments, "toolchain");
  return request;
}

Result<override::Plan> override_plan(const Engine& engine, const Json& arguments) {
  const Result<override::Request> request = override_request(engine, arguments);
  if (!request.ok()) return request.problem();
  if (!arguments.contains("project_dir")) return override::plan(request.value());
  const Result<Project> project = project_of(engine, arguments);
  if (!project.ok()) return project.problem();
  return override::plan_in_project(engine.files(), request.value(),
                                   {project.value().folder, project.value().environment});
}

mcp::Tool config_override(Engine& engine) {
  mcp::Tool tool;
  tool.name = "config_override";
  tool.title = "Override the codegen backend, as narrowly as possible";
  tool.description =
      "Call this when something must be compiled with LLVM instead of Cranelift: it gives the "
      "smallest override for a crate, a finding's id or a whole "
      "command, as `--config` arguments that change no file, as environment, and as lasting "
      "configuration (a patch for the file that counts). With `project_dir` it reads the project's "
      "configuration, proves each form by Cargo's own rules before it offers it, and names the "
      "command with which cargo confirms it. It says which unstable gate is needed, what beats the "
      "override (RUSTFLAGS, package settings) and when none is possible (stable toolchain). "
      "Name the crate that cargo blames in \"could not compile\". "
      "Writes nothing; runs nothing.";
  tool.input_schema = config_override_schema();
  tool.run = [&engine](const Json& arguments, const mcp::ToolContext&) {
    const Result<override::Plan> plan = override_plan(engine, arguments);
    if (!plan.ok()) return fault(plan.problem().message);
    if (wants_json(arguments)) return json_answer(plan_json(plan.value()));
    return text_answer(override::to_markdown(plan.value(), wants_full(arguments)));
  };
  return tool;
}

}  // namespace doctor::tools
