// The prompts: what a person can ask for by name.
#include <array>
#include <string>

#include "base/text.h"
#include "knowledge/compiled.h"
#include "tools/offer.h"
#include "tools/toolbox.h"

namespace doctor::tools {
namespace {

using Strings = std::map<std::string, std::string>;

constexpr std::string_view kGatesPage = "cargo-clippy-gates";
// The sections of that page that a plan needs.
constexpr std::array<std::string_view, 2> kGatesSections{"The order",
                                                         "What each gate generates code for"};

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

Json one_message(std::string_view text) {
  return Json::array({mcp::user_message(mcp::text_block(text))});
}

// A section of a page, with its heading; empty where there is none.
std::string section(std::string_view page, std::string_view heading) {
  std::string found;
  bool inside = false;
  for (const std::string_view line : text::lines(page)) {
    if (line.starts_with("## ")) inside = line.substr(3) == heading;
    if (inside) found.append(line).append("\n");
  }
  return found;
}

std::string gates() {
  std::string text;
  for (const knowledge::Page& page : knowledge::compiled_pages()) {
    if (page.name != kGatesPage) continue;
    for (const std::string_view heading : kGatesSections) text += section(page.text, heading);
  }
  return text;
}

// An argument's value; clients send empty ones for what a person left out.
std::string value_of(const Strings& arguments, const std::string& name) {
  const auto found = arguments.find(name);
  return found == arguments.end() ? "" : found->second;
}

std::string plan_text(const Strings& arguments) {
  const std::string project = value_of(arguments, "project_dir");
  return "Plan the gates of " + (project.empty() ? "this project" : "the project in " + project) +
         ": which of the commands below it needs, in which order, and which backend each of them "
         "uses. Ask `explain_backend` with `project_dir` and each `command` for that; where a gate "
         "cannot work with its backend, `config_override` gives the narrowest change. Show the "
         "plan before you run or change anything.\n\n" +
         gates();
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
  Json given = {{"detail", "full"}};
  for (const auto& [name, value] : arguments) {
    if (!value.empty()) given[name] = value;
  }
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

std::vector<mcp::Prompt> prompts(mcp::Tool classify_error) {
  mcp::Prompt diagnose{
      "diagnose_build",
      "Diagnose a failing build",
      "Explains a failing cargo, rustc, clippy or nix command and has the cause fixed.",
      {{"path", "A file that holds the whole output."},
       {"log", "The output itself, instead of a file."},
       {"command", "The command that failed.", false, matching_commands}},
      [classify = std::move(classify_error)](const Strings& arguments,
                                             const mcp::Context& context) {
        return one_message(diagnosis(classify, arguments, context));
      }};
  mcp::Prompt plan{
      "plan_gates",
      "Plan the gates of a project",
      "Which gates (fmt, clippy, test, doc, nix flake check) to run in which order, and what each "
      "of them generates code for.",
      {{"project_dir", "The project's folder; left out: the current one."}},
      [](const Strings& arguments, const mcp::Context&) {
        return one_message(plan_text(arguments));
      }};
  return {std::move(diagnose), std::move(plan)};
}

}  // namespace doctor::tools
