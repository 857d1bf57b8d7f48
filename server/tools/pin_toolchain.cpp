// The tool pin_toolchain: what pins the compiler of a project, and the snippet for another pin.
#include "base/text.h"
#include "nix/project.h"
#include "tools/answer.h"
#include "tools/pin_report.h"
#include "tools/project_folder.h"
#include "tools/toolbox.h"

namespace doctor::tools {
namespace {

Json list_schema(std::string_view description) {
  return {{"type", "array"}, {"items", {{"type", "string"}}}, {"description", description}};
}

Json pin_toolchain_schema() {
  return object_schema({
      {"project_dir", string_schema("The project; default the client's.")},
      {"via", enum_schema({"fenix", "rust-overlay", "rust-toolchain.toml", "nixpkgs"},
                          "Who provides it; default what the project has.")},
      {"channel", string_schema("`nightly`, `nightly-2026-05-20`, `stable`, `1.95.0`, or the text "
                                "of `rustc -V`.")},
      {"date", string_schema("YYYY-MM-DD.")},
      {"components", list_schema("Besides cargo, rustc, clippy, rustfmt: e.g. "
                                 "`rustc-codegen-cranelift-preview`.")},
      {"targets", list_schema("Further targets.")},
      {"host", string_schema("One host, e.g. `aarch64-darwin`.")},
  });
}

std::vector<std::string> list_argument(const Json& arguments, const char* name) {
  std::vector<std::string> out;
  if (!arguments.contains(name)) return out;
  for (const Json& item : arguments.at(name)) out.push_back(item.get<std::string>());
  return out;
}

std::string sentence_of(const nix::Refusal& refusal) {
  std::string out = "Not possible: " + refusal.reason + ".";
  if (!refusal.nearest.empty()) out += " Nearest possible: " + refusal.nearest + ".";
  return out;
}

mcp::ToolResult run_pin_toolchain(const Engine& engine, const Json& arguments) {
  const std::string given = text_argument(arguments, "project_dir");
  const std::string folder = project_folder(engine, given);
  const bool is_folder = engine.files().kind(folder) == PathKind::kFolder;
  if (!is_folder && !given.empty()) {
    return fault("`project_dir` is \"" + text::clip(given, 200) + "\", which is no folder.");
  }
  const nix::Wish wish{text_argument(arguments, "via"),     text_argument(arguments, "channel"),
                       text_argument(arguments, "date"),    list_argument(arguments, "components"),
                       list_argument(arguments, "targets"), text_argument(arguments, "host")};
  PinReport report;
  report.today = engine.today();
  if (is_folder) {
    const Result<std::string> physical = engine.files().canonical(folder);
    report.project = nix::read_project(engine.files(), physical.ok() ? physical.value() : folder);
  }
  if (wish.is_empty() && report.project.is_empty()) {
    return fault("`" + text::clip(folder, 200) + "` and the folders above it hold none of " +
                 nix::project_file_names() +
                 "; say what to pin, e.g. `via` and `channel`, or give another `project_dir`.");
  }
  report.now = nix::current_pin(report.project);
  report.warnings = nix::warnings_of(report.project, report.now, report.today);
  if (!wish.is_empty()) {
    auto pin = nix::decide(wish, report.project, report.today);
    if (!pin.ok()) return fault(sentence_of(pin.problem()));
    report.wanted = std::move(pin).value();
  }
  if (wants_json(arguments)) return json_answer(pin_json(report));
  return text_answer(pin_text(report, wants_full(arguments)));
}

}  // namespace

mcp::Tool pin_toolchain(Engine& engine) {
  mcp::Tool tool;
  tool.name = "pin_toolchain";
  tool.title = "Pin a Rust toolchain with Nix";
  tool.description =
      "Use this before you write or change a Rust toolchain in a flake, shell.nix or "
      "rust-toolchain.toml: it says what pins the compiler now (file, line, nightly, age, traps) "
      "and gives the snippet for the channel, date, components and targets that you want via "
      "fenix, rust-overlay, rust-toolchain.toml or nixpkgs, with the hash step, or why that is "
      "impossible and what is nearest. Without a wish it only reports. Reads files; evaluates and "
      "writes nothing.";
  tool.input_schema = pin_toolchain_schema();
  tool.run = [&engine](const Json& arguments, const mcp::ToolContext&) {
    return run_pin_toolchain(engine, arguments);
  };
  return tool;
}

}  // namespace doctor::tools
