#include "tools/toolbox.h"

#include "base/text.h"
#include "tools/offer.h"

namespace doctor::tools {

namespace {

constexpr std::size_t kMostTeamProblems = 5;  // told with an answer

// Adds to every answer of the tool why some of the team's own entries were left out.
mcp::Tool with_team_problems(mcp::Tool tool, const Engine& engine) {
  tool.run = [&engine, run = std::move(tool.run)](const Json& arguments,
                                                  const mcp::ToolContext& context) {
    mcp::ToolResult result = run(arguments, context);
    if (engine.team_problems().empty()) return result;
    Json problems = Json::array();
    for (const Problem& problem : engine.team_problems()) {
      if (problems.size() < kMostTeamProblems) problems.push_back(text::clip(problem.str(), 300));
      context.log(mcp::LogLevel::kWarning, problem.str());
    }
    if (const std::size_t left = engine.team_problems().size() - problems.size(); left > 0)
      problems.push_back("and " + std::to_string(left) + " more; `knowledge check` tells all");
    if (result.structured) {
      (*result.structured)["knowledge_problems"] = problems;
      result.text = json::print(*result.structured);
      return result;
    }
    result.text += "\nEntries of RUST_NIX_DOCTOR_KNOWLEDGE that were left out:\n";
    for (const Json& problem : problems) result.text += "- " + problem.get<std::string>() + "\n";
    return result;
  };
  return tool;
}

}  // namespace

mcp::Toolbox toolbox(Engine& engine) {
  mcp::Toolbox tools;
  for (mcp::Tool& tool : std::vector<mcp::Tool>{classify_error(engine), lookup_limitation(engine),
                                                config_override(engine)}) {
    tools.push_back(with_team_problems(std::move(tool), engine));
  }
  tools.push_back(explain_backend(engine));
  tools.push_back(on_bash(engine));
  tools.push_back(pin_toolchain(engine));
  return tools;
}

std::string_view instructions() {
  return "Explains why a Rust build fails when Nix, NixOS, fenix or the Cranelift codegen backend "
         "is involved. "
         "When cargo, rustc or nix fails, call classify_error first: with `log` (the output) or, "
         "better for long output, `path` to a file "
         "made by `cargo test >\"${TMPDIR:-/tmp}/build.log\" 2>&1` (a `tail` cuts off the message "
         "of a Cranelift error). Its first line is "
         "the verdict: known (cause and fix follow), ordinary (plain error in the source; do not "
         "blame the backend), unknown or clean. "
         "lookup_limitation answers questions (\"does cranelift support catch_unwind\") and gives "
         "every page of the skill. config_override "
         "makes the narrowest override back to LLVM for a crate and a command, with the gate it "
         "needs and what beats it; with `project_dir` it, like classify_error, proves it for that "
         "project. "
         "explain_backend tells which backend cargo uses for every package of a project and which "
         "line decides it. "
         "pin_toolchain tells what pins the compiler of a Nix project and writes the snippet for "
         "another pin.";
}

mcp::Server make_server(Engine& engine) {
  return {identity(), offer(engine, toolbox(engine))};
}

}  // namespace doctor::tools
