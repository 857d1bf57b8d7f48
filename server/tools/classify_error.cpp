// The tool classify_error: a log in, its cause out.
#include <memory>

#include "base/text.h"
#include "knowledge/toolchain.h"
#include "tools/allowed_path.h"
#include "tools/answer.h"
#include "tools/fix_context.h"
#include "tools/report_json.h"
#include "tools/toolbox.h"

namespace doctor::tools {
namespace {

constexpr std::size_t kMostLogBytes = 8U << 20U;
constexpr std::size_t kMostFileBytes = 4ULL << 30U;

Json classify_error_schema() {
  return object_schema({
      {"log",
       string_schema(
           "The output of the failing command, as printed. Up to 8 MiB. Either this or path.")},
      {"path", string_schema("A file that holds the output, for long logs: in the project or the "
                             "temporary folder. Up to 4 GiB.")},
      {"command", string_schema("The command that failed, e.g. `cargo test --release`; the "
                                "override is worked out for it.")},
      {"toolchain",
       string_schema("The toolchain, e.g. `nightly-2026-05-20` or the text of `rustc -vV`.")},
      {"project_dir",
       string_schema("The folder in which the command was given: the fix is then worked out from "
                     "the project's own configuration and proved.")},
  });
}

// The log as a stream, or the sentence about what is wrong with the arguments.
Result<std::unique_ptr<ByteSource>> open_log(const Engine& engine, const Json& arguments,
                                             const std::string& log) {
  const bool has_log = arguments.contains("log");
  const bool has_path = arguments.contains("path");
  if (has_log == has_path) {
    return Problem{has_log ? "Both `log` and `path` are given; give exactly one of them."
                           : "Neither `log` nor `path` is given; give the output as `log`, or a "
                             "file that holds it as `path`.",
                   {}};
  }
  if (has_log && log.size() > kMostLogBytes) {
    return Problem{"`log` has " + std::to_string(log.size()) +
                       " bytes; at most 8 MiB are taken. Write it to a file and give `path`.",
                   {}};
  }
  if (has_log) return std::unique_ptr<ByteSource>(std::make_unique<TextSource>(log));
  const Result<std::string> path = allowed_path(engine, text_argument(arguments, "path"));
  if (!path.ok()) return Problem{"`path` cannot be used: " + path.problem().str() + ".", {}};
  Result<std::unique_ptr<ByteSource>> source = engine.files().open(path.value(), kMostFileBytes);
  if (!source.ok()) return Problem{"`path` cannot be used: " + source.problem().str() + ".", {}};
  return source;
}

mcp::ToolResult run_classify_error(Engine& engine, const Json& arguments,
                                   const mcp::ToolContext& context) {
  const std::string log = text_argument(arguments, "log");
  const Result<std::unique_ptr<ByteSource>> source = open_log(engine, arguments, log);
  if (!source.ok()) return fault(source.problem().message);
  const Result<FixContext> fixes = fix_context(engine, arguments);
  if (!fixes.ok()) return fault(fixes.problem().message);
  const std::string toolchain = text_argument(arguments, "toolchain");
  classify::Options options;
  options.nightly_date = knowledge::nightly_date(toolchain).value_or("");
  options.stop = context.stop;
  if (log.empty()) {
    context.log(mcp::LogLevel::kInfo, "classify_error reads " + text_argument(arguments, "path"));
  }
  options.progress = [&](std::size_t bytes) {
    context.progress(static_cast<double>(bytes), 0, std::to_string(bytes >> 20U) + " MiB read");
  };
  const Result<classify::Report> report = engine.classifier().classify(*source.value(), options);
  if (!report.ok()) return fault(report.problem().str() + ".");
  if (wants_json(arguments)) return json_answer(report_json(report.value(), fixes.value()));
  return text_answer(report_text(report.value(), fixes.value(), wants_full(arguments)));
}

}  // namespace

mcp::Tool classify_error(Engine& engine) {
  mcp::Tool tool;
  tool.name = "classify_error";
  tool.title = "Explain a failing Rust or Nix build";
  tool.description =
      "Call this first when a cargo, rustc, clippy, nextest or nix command on a Rust project fails "
      "and the reason is not a plain error in the source: "
      "it recognises the log (Cranelift codegen backend, fenix, rust-overlay, NixOS, Nix builders, "
      "linkers, gates) and names the cause, the crate "
      "to blame, the evidence lines and the fix. Give the whole output as `log`, or for long "
      "output run `cargo test "
      ">\"${TMPDIR:-/tmp}/build.log\" 2>&1` and give that file as `path` (never a `tail`: it cuts "
      "off the message). The first line of the answer is the "
      "verdict: known, ordinary (plain error; backend and Nix are not to blame), unknown, or "
      "clean. Reads only; runs nothing.";
  tool.input_schema = classify_error_schema();
  tool.meta = {{"anthropic/alwaysLoad", true}};
  tool.run = [&engine](const Json& arguments, const mcp::ToolContext& context) {
    return run_classify_error(engine, arguments, context);
  };
  return tool;
}

}  // namespace doctor::tools
