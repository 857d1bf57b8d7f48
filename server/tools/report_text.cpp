#include "tools/report_text.h"

#include <algorithm>

#include "base/text.h"
#include "cargo/command.h"
#include "knowledge/compiled.h"
#include "knowledge/markdown.h"
#include "override/render.h"

namespace doctor::tools {
namespace {

using classify::Evidence;
using classify::Finding;
using classify::Report;
using classify::Verdict;
using knowledge::Confidence;

constexpr std::size_t kConciseEvidence = 3;
constexpr std::size_t kConciseUnexplained = 3;
constexpr std::size_t kConciseFindings = 5;
constexpr std::size_t kConciseLineBytes = 160;
constexpr std::size_t kTerseLineBytes = 80;
constexpr std::size_t kPlanBytes = 1100;  // of a concise answer
constexpr std::size_t kTersePlanBytes = 800;
constexpr std::size_t kConciseCharacters = 1500;  // of an answer with one finding

// How much is told. kTerse is what kConcise becomes where the answer would be too long.
enum class Detail { kTerse, kConcise, kFull };

// A log's line as code; Markdown needs a longer fence where it holds backquotes itself.
std::string quoted(std::string_view line, Detail detail) {
  const std::string shown =
      text::clip(line, detail == Detail::kTerse ? kTerseLineBytes : kConciseLineBytes);
  return shown.find('`') == std::string::npos ? "`" + shown + "`" : "`` " + shown + " ``";
}

std::string evidence_lines(const std::vector<Evidence>& evidence, std::size_t most, Detail detail) {
  std::string out;
  for (std::size_t i = 0; i < std::min(most, evidence.size()); ++i) {
    out += "- line " + std::to_string(evidence[i].line) + ": " + quoted(evidence[i].text, detail) +
           "\n";
  }
  return out;
}

std::string crate_phrase(const Finding& finding) {
  if (finding.crate.empty()) return "";
  std::string out = "crate `" + finding.crate + "`";
  if (!finding.version.empty()) out += " " + finding.version;
  return out;
}

std::string toolchain_sentence(const Report& report, const Finding& finding) {
  if (!finding.applies) return "";
  const std::string when = knowledge::lifetime(*finding.entry);
  switch (*finding.applies) {
    case knowledge::Applies::kYes:
      return "";
    case knowledge::Applies::kNotYet:
      return "Careful: the toolchain is nightly-" + report.nightly_date +
             ", and this is known only " + when + ".\n";
    case knowledge::Applies::kNoLonger:
      return "Careful: the toolchain is nightly-" + report.nightly_date + ", and this is " + when +
             "; the log may come from another one.\n";
  }
  return "";
}

// The value of every blank in a fix's text.
std::map<std::string, std::string, std::less<>> blanks(const Finding& finding) {
  auto values = finding.captures;
  values.insert_or_assign("crate", finding.crate);
  values.insert_or_assign("version", finding.version);
  return values;
}

std::string fixes_text(const Finding& finding, const FixContext& context, Detail detail) {
  const bool full = detail == Detail::kFull;
  std::string out;
  bool is_planned = false;
  std::size_t shown = 0;
  for (const knowledge::Fix& fix : finding.entry->fixes) {
    if (!full && shown == 1) break;
    ++shown;
    if (!fix.scope.empty()) {
      if (is_planned) continue;
      is_planned = true;
      override::Plan plan = plan_for(finding, context);
      const bool has_reason = plan.state != override::Plan::State::kOverride || plan.proof;
      if (!full && !has_reason) plan.why.clear();  // the cause says it
      const std::size_t most = detail == Detail::kTerse ? kTersePlanBytes : kPlanBytes;
      out += "\n" + override::to_markdown(plan, full, most);
      continue;
    }
    const knowledge::RenderedFix rendered = knowledge::render_fix(fix, blanks(finding));
    out += "\n**" + rendered.title + "**\n\n" +
           knowledge::code_block(rendered.language, rendered.text);
  }
  return out;
}

std::string finding_text(const Report& report, const Finding& finding, const FixContext& context,
                         Detail detail) {
  const bool full = detail == Detail::kFull;
  const bool terse = detail == Detail::kTerse;
  std::string out =
      terse ? knowledge::summary(*finding.entry) : std::string(text::trim(finding.entry->cause));
  out += "\n";
  if (const std::string stage = knowledge::stage_sentence(*finding.entry); !stage.empty())
    out += stage + "\n";
  out += toolchain_sentence(report, finding);
  if (const auto intrinsic = intrinsic_of(finding))
    out += knowledge::sentence(*intrinsic, report.nightly_date) + "\n";
  if (finding.entry->evidence == "reported") out += "This is reported, not reproduced.\n";
  if (finding.crate_from_path)
    out +=
        "Cargo's `could not compile` line is missing: the crate is taken from the path of the "
        "source.\n";
  out +=
      evidence_lines(finding.evidence, full ? finding.evidence.size() : kConciseEvidence, detail);
  if (finding.confidence != Confidence::kCertain && !finding.entry->confirm.empty()) {
    out += "Decide with: ";
    for (std::size_t i = 0; i < std::min<std::size_t>(terse ? 1 : 2, finding.entry->confirm.size());
         ++i) {
      out += (i > 0 ? "; `" : "`") + std::string(finding.entry->confirm[i]) + "`";
    }
    out += "\n";
  }
  if (full && !finding.entry->details.empty())
    out += "\n" + std::string(text::trim(finding.entry->details)) + "\n";
  return out + fixes_text(finding, context, detail);
}

std::string unexplained_text(const Report& report, std::string_view title, Detail detail) {
  if (report.unexplained.empty()) return "";
  const std::size_t most = detail == Detail::kFull    ? report.unexplained.size()
                           : detail == Detail::kTerse ? 1
                                                      : kConciseUnexplained;
  std::string out =
      "\n" + std::string(title) + "\n" + evidence_lines(report.unexplained, most, detail);
  const int left =
      report.unexplained_total - static_cast<int>(std::min(most, report.unexplained.size()));
  if (left > 0) out += "- and " + std::to_string(left) + " more\n";
  return out;
}

std::string verdict_line(const Report& report) {
  const bool has_findings = !report.findings.empty();
  switch (report.verdict) {
    case Verdict::kKnown:
      return (report.failed ? "known: " : "known (nothing failed): ") +
             headline(report.findings.front());
    case Verdict::kOrdinary:
      if (report.only_panics)
        return "ordinary: the program panics; nothing in the log points at the codegen backend or "
               "Nix.";
      return "ordinary: it fails for plain reasons in the source or its tests; neither the codegen "
             "backend nor Nix is to blame.";
    case Verdict::kUnknown:
      if (has_findings) return "unknown, with a guess: " + headline(report.findings.front());
      return "unknown: something failed, and no entry explains it. The lines below are what can be "
             "seen.";
    case Verdict::kClean:
      return "clean: no failure in these " + std::to_string(report.lines) + " lines.";
  }
  return "";
}

// The whole answer.
std::string answer(const Report& report, const FixContext& context, Detail detail) {
  const bool full = detail == Detail::kFull;
  std::string out = verdict_line(report) + "\n\n";
  const std::size_t most =
      full ? report.findings.size() : std::min(report.findings.size(), kConciseFindings);
  for (std::size_t i = 0; i < most; ++i) {
    if (i > 0) out += "\nAlso " + headline(report.findings[i]) + "\n\n";
    out += finding_text(report, report.findings[i], context, detail);
  }
  if (most < report.findings.size()) {
    out += "\nShowing " + std::to_string(most) + " of " + std::to_string(report.findings.size()) +
           " findings; detail \"full\" gives all.\n";
  }
  const bool is_beside = !report.findings.empty();
  out += unexplained_text(report, is_beside ? "Not explained by this:" : "What failed:", detail);
  if (is_beside && !full)
    out += "\nMore: `lookup_limitation` with id `" +
           std::string(report.findings.front().entry->id) + "`.\n";
  return out;
}

}  // namespace

std::string headline(const Finding& finding) {
  std::string out = std::string(finding.entry->title) + " (`" + std::string(finding.entry->id) +
                    "`, " + std::string(knowledge::name_of(finding.confidence)) + ")";
  if (const std::string crate = crate_phrase(finding); !crate.empty()) out += ", " + crate;
  return out;
}

std::optional<knowledge::Intrinsic> intrinsic_of(const Finding& finding) {
  const std::string& evidence = finding.evidence.front().text;
  const std::size_t name = evidence.find("llvm.");
  if (finding.entry->area != "cranelift" || name == std::string::npos) return std::nullopt;
  auto found = knowledge::intrinsics_in(knowledge::compiled_intrinsics(),
                                        std::string_view(evidence).substr(name), 1);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

bool has_override(const knowledge::Entry& entry) {
  return std::any_of(entry.fixes.begin(), entry.fixes.end(),
                     [](const knowledge::Fix& fix) { return !fix.scope.empty(); });
}

// Only a nightly compiles with Cranelift, so a log that certainly comes from Cranelift was not made
// by the stable toolchain that the folder selects. One that the caller names stands.
bool shows_another_toolchain(const Finding& finding, const override::Request& request) {
  constexpr std::string_view kKindsOfARunningBackend[] = {"compile-error", "ice", "link-error",
                                                          "runtime-trap", "warning"};
  const auto command = cargo::parse_command(request.command);
  return finding.confidence == knowledge::Confidence::kCertain &&
         finding.entry->backend == "cranelift" && request.toolchain.empty() &&
         (!command || command->toolchain.empty()) &&
         std::find(std::begin(kKindsOfARunningBackend), std::end(kKindsOfARunningBackend),
                   finding.entry->kind) != std::end(kKindsOfARunningBackend);
}

override::Plan plan_for(const Finding& finding, const FixContext& context) {
  override::Request request;
  request.entry = finding.entry;
  request.crate = finding.crate;
  request.version = finding.version;
  if (!context.command.empty()) request.command = context.command;
  request.toolchain = context.toolchain;
  override::Plan plan = context.plan(request);
  const bool is_refused = plan.state == override::Plan::State::kImpossible;
  if (!is_refused || !shows_another_toolchain(finding, request)) return plan;
  request.toolchain = "nightly";
  override::Plan for_nightly = context.plan(request);
  if (for_nightly.state != override::Plan::State::kOverride) return plan;
  for_nightly.caveats.insert(
      for_nightly.caveats.begin(),
      "Worked out for a nightly, because only a nightly compiles with Cranelift. This folder "
      "itself selects another toolchain: run the command with the one that failed (`cargo +nightly "
      "…`).");
  return for_nightly;
}

std::string report_text(const Report& report, const FixContext& context, bool full) {
  std::string out = answer(report, context, full ? Detail::kFull : Detail::kConcise);
  if (full || report.findings.size() != 1 || out.size() <= kConciseCharacters) return out;
  return answer(report, context, Detail::kTerse);
}

}  // namespace doctor::tools
