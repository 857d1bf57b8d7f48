// The tool on_bash, which the plugin's hooks call after each Bash command (tools/list does not show
// it): an answer that is mostly empty, and else the cause of a failed build. It states facts and
// leaves the decision to the model.
#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

#include "base/text.h"
#include "cargo/command.h"
#include "cargo/surroundings.h"
#include "tools/allowed_path.h"
#include "tools/answer.h"
#include "tools/bash_line.h"
#include "tools/bash_output.h"
#include "tools/fix_context.h"
#include "tools/report_text.h"
#include "tools/toolbox.h"

namespace doctor::tools {
namespace {

constexpr std::string_view kFailed = "PostToolUseFailure";
constexpr std::size_t kMostContextBytes = 6000;        // the client takes 10,000 characters
constexpr std::size_t kMostOutputBytes = 256U << 20U;  // a second's work; the command has to wait
constexpr std::size_t kShownCommand = 100;
constexpr std::size_t kMostTold = 10000;

// What was told, by session and cause: a session hears of each cause once. Safe to use from several
// threads.
class Told {
 public:
  // True for the first time.
  bool add(const std::string& session, const std::string& cause) {
    const std::lock_guard lock(mutex_);
    if (told_.size() >= kMostTold) told_.clear();
    return told_.insert(session + "\n" + cause).second;
  }

 private:
  std::mutex mutex_;
  std::set<std::string> told_;
};

struct Call {
  std::string session;
  std::string command;
  std::string folder;
  std::string_view output;  // what the client kept of it
  std::string full_output;  // the client's file with all of it, or ""
  bool has_failed = false;
  BashLine line;
};

Json on_bash_schema() {
  return {{"type", "object"},
          {"additionalProperties", false},
          {"required", {"event", "command", "output"}},
          {"properties",
           {{"event", enum_schema({"PostToolUse", kFailed.data()}, "The hook's name.")},
            {"session", string_schema("The session: each hears of a cause once.")},
            {"command", string_schema("The command line that ran.")},
            {"output", string_schema("What it printed, as far as the client has kept it.")},
            {"full_output", string_schema("A file with the whole output, or empty.")},
            {"cwd", string_schema("The folder in which it ran.")}}}};
}

// Claude Code gives an option to the server as text.
bool is_switched_off(const Engine& engine) {
  const std::string value = engine.variable("RUST_NIX_DOCTOR_AUTOMATIC_DIAGNOSIS");
  return value == "false" || value == "0";
}

mcp::ToolResult silence() {
  return {"", std::nullopt, false};
}

// `line` is what the user sees; empty for nothing.
mcp::ToolResult hook_answer(const Json& arguments, const std::string& context,
                            const std::string& line) {
  Json answer = {{"hookSpecificOutput",
                  {{"hookEventName", arguments.at("event")},
                   {"additionalContext", text::clip(context, kMostContextBytes)}}}};
  if (!line.empty()) answer["systemMessage"] = line;
  return {json::print(answer), std::nullopt, false};
}

// The file in which the command itself kept its output, as an absolute path; "" for none, and where
// a failing `cd` may have kept the command from writing it.
std::string kept_log(const Engine& engine, const Call& call) {
  if (call.line.kept_in.empty() || call.output.find("cd: ") != std::string_view::npos) return "";
  std::string file = expand_variables(
      call.line.kept_in, [&](const std::string& name) { return engine.variable(name); });
  if (file.empty() || file.starts_with('/')) return file;
  std::string folder = call.folder;
  if (const auto command = cargo::parse_command(call.command)) {
    for (const std::string& next : cargo::read_surroundings(command->lead).folders)
      folder = next.starts_with('/') ? next : folder + "/" + next;
  }
  return folder + "/" + file;
}

// Some entries explain what does not make a command fail.
bool explains_failure(const knowledge::Entry& entry) {
  constexpr std::string_view kNotices[] = {"warning", "informational", "silent", "behaviour",
                                           "config"};
  return std::find(std::begin(kNotices), std::end(kNotices), entry.kind) == std::end(kNotices);
}

// What is sure enough to be said without being asked, and was not said before. A failing program
// may end without a line that says so; its exit status does.
classify::Report news(const classify::Report& report, Told& told, const Call& call) {
  classify::Report out = report;
  out.findings.clear();
  if (report.verdict != classify::Verdict::kKnown) return out;
  for (const classify::Finding& finding : report.findings) {
    if (finding.confidence == knowledge::Confidence::kPossible) continue;
    if (!report.failed && !(call.has_failed && explains_failure(*finding.entry))) continue;
    if (told.add(call.session, std::string(finding.entry->id) + " " + finding.crate))
      out.findings.push_back(finding);
  }
  return out;
}

// Nothing where the file may not or cannot be read: a hook has nobody to complain to.
std::optional<classify::Report> classify_file(Engine& engine, const std::string& path,
                                              const classify::Options& options) {
  if (path.empty()) return std::nullopt;
  const Result<std::string> allowed = allowed_path(engine, path);
  if (!allowed.ok()) return std::nullopt;
  const auto source = engine.files().open(allowed.value(), kMostOutputBytes);
  if (!source.ok()) return std::nullopt;
  const Result<classify::Report> report = engine.classifier().classify(*source.value(), options);
  if (!report.ok()) return std::nullopt;
  return report.value();
}

// A file holds more than what is left of the output, which may still be all there is.
std::optional<classify::Report> diagnose(Engine& engine, Told& told, const Call& call,
                                         const std::stop_token& stop) {
  classify::Options options;
  options.stop = stop;
  for (const std::string& path : {kept_log(engine, call), call.full_output}) {
    const auto report = classify_file(engine, path, options);
    if (!report) continue;
    classify::Report found = news(*report, told, call);
    if (!found.findings.empty()) return found;
  }
  TextSource shown(call.output);
  const Result<classify::Report> report = engine.classifier().classify(shown, options);
  if (!report.ok()) return std::nullopt;
  classify::Report found = news(report.value(), told, call);
  return found.findings.empty() ? std::nullopt : std::optional(std::move(found));
}

// Overrides are worked out for the command, where it calls cargo itself, in the folder where it
// ran. That may not be the project of the log (a script changes folders), so only an override that
// is proved there is taken for one.
FixContext fixes_for(const Engine& engine, const Call& call) {
  Json arguments = {{"project_dir", call.folder}};
  if (cargo::parse_command(call.command)) arguments["command"] = call.command;
  Result<FixContext> in_project = fix_context(engine, arguments);
  arguments.erase("project_dir");
  FixContext fixes = fix_context(engine, arguments).value();
  if (!in_project.ok()) return fixes;
  fixes.plan = [proved = in_project.value().plan](const override::Request& request) {
    override::Plan plan = proved(request);
    if (plan.state == override::Plan::State::kOverride) return plan;
    override::Plan generic = override::plan(request);
    generic.caveats.insert(generic.caveats.begin(), "Not proved for this project: " + plan.why);
    return generic;
  };
  return fixes;
}

std::string cut_sentence(long characters) {
  return "Claude Code cut " + std::to_string(characters) +
         " characters out of this output and drops whatever follows the first 30,000 of a failing "
         "command. Written to a file (`... >\"${TMPDIR:-/tmp}/build.log\" 2>&1`) a log stays "
         "whole, and `classify_error` reads it by its `path`.\n";
}

std::string untested_sentence(const TestCount& count) {
  return "`cargo test` succeeded, but it ran 0 tests" +
         (count.filtered > 0
              ? " (" + std::to_string(count.filtered) + " were filtered out by the arguments)"
              : std::string()) +
         ": this result says nothing about the code.";
}

// True where a test run passed without a single test, and the output shows all of it.
bool has_tested_nothing(const Call& call, const TestCount& count) {
  if (call.has_failed || call.line.is_filtered || !call.full_output.empty() ||
      count.summaries == 0 || count.run > 0)
    return false;
  const auto command = cargo::parse_command(call.command);
  return command && command->subcommand == "test";
}

mcp::ToolResult run_on_bash(Engine& engine, Told& told, const Json& arguments,
                            const mcp::ToolContext& context) {
  if (is_switched_off(engine)) return silence();
  const std::string raw_output = text_argument(arguments, "output");
  Call call;
  call.session = text_argument(arguments, "session");
  call.command = text_argument(arguments, "command");
  call.folder = text_argument(arguments, "cwd", engine.folder());
  call.has_failed = text_argument(arguments, "event") == kFailed;
  call.output = without_exit_code(raw_output);
  call.full_output = text_argument(arguments, "full_output");
  call.line = read_bash_line(call.command);
  if (call.line.activity == Activity::kQuiet) return silence();
  if (call.line.activity == Activity::kOther && !shows_failure(call.output)) return silence();

  const long cut = cut_characters(call.output);
  if (const auto report = diagnose(engine, told, call, context.stop)) {
    const std::string text = report_text(*report, fixes_for(engine, call), false);
    return hook_answer(arguments,
                       "What rust-nix-doctor reads from the output of `" +
                           text::clip(call.command, kShownCommand) + "`:\n\n" + text +
                           (cut > 0 ? "\n" + cut_sentence(cut) : ""),
                       "rust-nix-doctor: " + headline(report->findings.front()));
  }
  if (call.has_failed && cut > 0 && call.line.activity == Activity::kBuild &&
      told.add(call.session, "cut"))
    return hook_answer(arguments, cut_sentence(cut), "");
  const TestCount tests = count_tests(call.output);
  if (has_tested_nothing(call, tests) && told.add(call.session, "no tests " + call.command)) {
    const std::string sentence = untested_sentence(tests);
    return hook_answer(arguments, sentence, "rust-nix-doctor: " + sentence);
  }
  return silence();
}

}  // namespace

mcp::Tool on_bash(Engine& engine) {
  mcp::Tool tool;
  tool.name = "on_bash";
  tool.title = "Look at the output of a Bash command";
  tool.description =
      "Called by the plugin's hooks after each Bash command. Empty unless a known cause of a "
      "failed "
      "build is certain or likely; then the hook's answer, with the cause and the fix.";
  tool.input_schema = on_bash_schema();
  tool.listed = false;
  tool.run = [&engine, told = std::make_shared<Told>()](const Json& arguments,
                                                        const mcp::ToolContext& context) {
    return run_on_bash(engine, *told, arguments, context);
  };
  return tool;
}

}  // namespace doctor::tools
