// The prompts: what a person can ask for by name.
#include <algorithm>
#include <array>
#include <string>

#include "tools/offer.h"

namespace doctor::tools {
namespace {

using Strings = std::map<std::string, std::string>;

constexpr std::array<const char*, 7> kCommands{
    "cargo build",     "cargo check",       "cargo clippy --workspace --all-targets",
    "cargo test",      "cargo nextest run", "nix build",
    "nix flake check",
};

std::vector<std::string> matching_commands(const std::string& typed) {
  std::vector<std::string> values;
  for (const std::string command : kCommands) {
    if (command.starts_with(typed)) values.push_back(command);
  }
  return values;
}

const mcp::Tool& named(const mcp::Toolbox& tools, std::string_view name) {
  return *std::find_if(tools.begin(), tools.end(),
                       [&](const mcp::Tool& tool) { return tool.name == name; });
}

Json one_message(std::string_view text) {
  return Json::array({mcp::user_message(mcp::text_block(text))});
}

// An argument's value; clients send empty ones for what a person left out.
std::string value_of(const Strings& arguments, const std::string& name) {
  const auto found = arguments.find(name);
  return found == arguments.end() ? "" : found->second;
}

// The arguments that were given, for a tool.
Json given_arguments(const Strings& arguments) {
  Json given = Json::object();
  for (const auto& [name, value] : arguments) {
    if (!value.empty()) given[name] = value;
  }
  return given;
}

std::string plan_text(const mcp::Tool& lookup, const Strings& arguments,
                      const mcp::Context& context) {
  Json given = given_arguments(arguments);
  given["page"] = "plan_gates";
  const mcp::ToolResult plan = lookup.run(given, context);
  if (plan.is_error) return "The gates could not be planned: " + plan.text;
  return "Plan the gates of this project: which of the commands below it needs, and in which "
         "order. Ask `explain_backend` where a backend is in doubt; where a gate cannot work with "
         "its backend, `config_override` gives the narrowest change. Show the plan before you run "
         "or change anything.\n\n" +
         plan.text;
}

std::string how_to_diagnose(const std::string& command) {
  return "A build of this project fails. Run the failing command once more, whole and into a "
         "file:\n\n    " +
         (command.empty() ? "COMMAND" : command) +
         " >\"${TMPDIR:-/tmp}/build.log\" 2>&1\n\nGive that file to `classify_error` as `path`, "
         "and the command as `command`. Do not cut the output with tail. Then do what the answer "
         "says: known: apply the fix; ordinary: mend the source and leave backend and Nix alone; "
         "unknown: read the error it shows.";
}

std::string diagnosis(const mcp::Tool& classify, const Strings& arguments,
                      const mcp::Context& context) {
  Json given = given_arguments(arguments);
  given["detail"] = "full";
  if (!given.contains("log") && !given.contains("path")) {
    return how_to_diagnose(value_of(arguments, "command"));
  }
  const mcp::ToolResult report = classify.run(given, context);
  if (report.is_error) return "The log of the failing build could not be read: " + report.text;
  return "A build of this project fails. This is what `classify_error` says about its log. Apply "
         "the fix it names, run the command again, and say what was wrong.\n\n" +
         report.text;
}

}  // namespace

std::vector<mcp::Prompt> prompts(const mcp::Toolbox& tools) {
  mcp::Prompt diagnose{
      "diagnose_build",
      "Diagnose a failing build",
      "Explains a failing cargo, rustc, clippy or nix command and has the cause fixed.",
      {{"path", "A file that holds the whole output."},
       {"log", "The output itself, instead of a file."},
       {"command", "The command that failed.", false, matching_commands}},
      [classify = named(tools, "classify_error")](const Strings& arguments,
                                                  const mcp::Context& context) {
        return one_message(diagnosis(classify, arguments, context));
      }};
  mcp::Prompt plan{
      "plan_gates",
      "Plan the gates of a project",
      "Which gates (fmt, clippy, test, doc, nix flake check) to run in which order, and what each "
      "of them generates code for.",
      {{"project_dir", "The project's folder; left out: the current one."}},
      [lookup = named(tools, "lookup_limitation")](const Strings& arguments,
                                                   const mcp::Context& context) {
        return one_message(plan_text(lookup, arguments, context));
      }};
  return {std::move(diagnose), std::move(plan)};
}

}  // namespace doctor::tools
