// The tool config_override: the narrowest way back to LLVM.
#include "base/text.h"
#include "base/version.h"
#include "override/render.h"
#include "tools/answer.h"
#include "tools/plan_json.h"
#include "tools/report_text.h"
#include "tools/toolbox.h"

namespace doctor::tools {
namespace {

Json schema() {
  return object_schema({
      {"id", string_schema("The entry that classify_error named: it decides whether a crate, a "
                           "profile or host code is overridden.")},
      {"crate", string_schema("The crate that cargo blames (`could not compile`), with or without "
                              "a version: `wasmtime-fiber` or `wasmtime-fiber@34.0.2`.")},
      {"backend", enum_schema({"llvm"}, "The backend to go to.")},
      {"command",
       string_schema(
           "The cargo command to make work, e.g. `cargo test --release`. Default `cargo build`.")},
      {"env",
       {{"type", "object"},
        {"description", "Environment variables the command will run with, e.g. RUSTFLAGS."},
        {"additionalProperties", {{"type", "string"}}}}},
      {"scope", enum_schema({"recommended", "invocation", "package", "profile", "project"},
                            "How far it reaches: invocation changes no file, the others are "
                            "lasting settings. Default recommended.")},
      {"toolchain",
       string_schema(
           "The toolchain, e.g. `nightly-2026-05-20`, `stable` or the text of `rustc -vV`.")},
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

mcp::ToolResult run(const Engine& engine, const Json& arguments) {
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
    for (const auto& [name, value] : arguments.at("env").items())
      request.environment[name] = value.get<std::string>();
  }
  request.scope = override::scope_of(text_argument(arguments, "scope", "recommended"))
                      .value_or(override::Scope::kRecommended);
  request.toolchain = text_argument(arguments, "toolchain");
  const override::Plan plan = override::plan(request);
  if (wants_json(arguments)) return json_answer(plan_json(plan));
  return text_answer(override::to_markdown(plan, wants_full(arguments)));
}

}  // namespace

mcp::Tool config_override(Engine& engine) {
  mcp::Tool tool;
  tool.name = "config_override";
  tool.title = "Override the codegen backend, as narrowly as possible";
  tool.description =
      "Call this when something must be compiled with LLVM instead of Cranelift: it gives the "
      "smallest override for a crate, a finding's id or a whole "
      "command, as `--config` arguments that change no file, as environment, and as lasting "
      "configuration, and says which unstable gate it needs, what "
      "beats it (RUSTFLAGS, package settings) and when no override is possible (stable toolchain). "
      "Name the crate that cargo blames in \"could not compile\". "
      "Writes nothing; runs nothing.";
  tool.input_schema = schema();
  tool.run = [&engine](const Json& arguments, const mcp::ToolContext&) {
    return run(engine, arguments);
  };
  return tool;
}

}  // namespace doctor::tools
