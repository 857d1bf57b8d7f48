#include "tools/report_text.h"

#include <algorithm>

#include "base/text.h"
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

std::string evidence_lines(const std::vector<Evidence>& evidence, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < std::min(most, evidence.size()); ++i) {
    out += "- line " + std::to_string(evidence[i].line) + ": `" + text::clip(evidence[i].text, kConciseLineBytes) + "`\n";
  }
  return out;
}

std::string crate_phrase(const Finding& finding) {
  if (finding.crate.empty()) return "";
  std::string out = "crate `" + finding.crate + "`";
  if (!finding.version.empty()) out += " " + finding.version;
  return out;
}

std::string headline(const Finding& finding) {
  std::string out = std::string(finding.entry->title) + " (`" + std::string(finding.entry->id) + "`, " +
                    std::string(knowledge::name_of(finding.confidence)) + ")";
  if (const std::string crate = crate_phrase(finding); !crate.empty()) out += ", " + crate;
  return out;
}

std::string toolchain_sentence(const Report& report, const Finding& finding) {
  if (!finding.applies) return "";
  const std::string when = knowledge::lifetime(*finding.entry);
  switch (*finding.applies) {
    case knowledge::Applies::kYes: return "";
    case knowledge::Applies::kNotYet:
      return "Careful: the toolchain is nightly-" + report.nightly_date + ", and this is known only " + when + ".\n";
    case knowledge::Applies::kNoLonger:
      return "Careful: the toolchain is nightly-" + report.nightly_date + ", and this is " + when + "; the log may come from another one.\n";
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

std::string fixes_text(const Finding& finding, const FixContext& context, bool full) {
  std::string out;
  bool is_planned = false;
  std::size_t shown = 0;
  for (const knowledge::Fix& fix : finding.entry->fixes) {
    if (!full && shown == 1) break;
    ++shown;
    if (!fix.scope.empty()) {
      if (!is_planned) out += "\n" + override::to_markdown(plan_for(finding, context), full);
      is_planned = true;
      continue;
    }
    const knowledge::RenderedFix rendered = knowledge::render_fix(fix, blanks(finding));
    out += "\n**" + rendered.title + "**\n\n" + knowledge::code_block(rendered.language, rendered.text);
  }
  return out;
}

std::string finding_text(const Report& report, const Finding& finding, const FixContext& context, bool full) {
  std::string out = std::string(finding.entry->cause) + "\n";
  if (const std::string stage = knowledge::stage_sentence(*finding.entry); !stage.empty()) out += stage + "\n";
  out += toolchain_sentence(report, finding);
  if (finding.entry->evidence == "reported") out += "This is reported, not reproduced.\n";
  if (finding.crate_from_path) out += "Cargo's `could not compile` line is missing: the crate is taken from the path of the source.\n";
  out += evidence_lines(finding.evidence, full ? finding.evidence.size() : kConciseEvidence);
  if (finding.confidence != Confidence::kCertain && !finding.entry->confirm.empty()) {
    out += "Decide with: ";
    for (std::size_t i = 0; i < std::min<std::size_t>(2, finding.entry->confirm.size()); ++i) {
      out += (i > 0 ? "; `" : "`") + std::string(finding.entry->confirm[i]) + "`";
    }
    out += "\n";
  }
  if (full && !finding.entry->details.empty()) out += "\n" + std::string(text::trim(finding.entry->details)) + "\n";
  return out + fixes_text(finding, context, full);
}

std::string unexplained_text(const Report& report, std::string_view title, bool full) {
  if (report.unexplained.empty()) return "";
  const std::size_t most = full ? report.unexplained.size() : kConciseUnexplained;
  std::string out = "\n" + std::string(title) + "\n" + evidence_lines(report.unexplained, most);
  const int left = report.unexplained_total - static_cast<int>(std::min(most, report.unexplained.size()));
  if (left > 0) out += "- and " + std::to_string(left) + " more\n";
  return out;
}

std::string verdict_line(const Report& report) {
  const bool has_findings = !report.findings.empty();
  switch (report.verdict) {
    case Verdict::kKnown:
      return (report.failed ? "known: " : "known (nothing failed): ") + headline(report.findings.front());
    case Verdict::kOrdinary:
      return "ordinary: the build fails for plain reasons in the source or its tests; neither the codegen backend nor Nix is to blame.";
    case Verdict::kUnknown:
      if (has_findings) return "unknown, with a guess: " + headline(report.findings.front());
      return "unknown: something failed, and no entry explains it. The lines below are what can be seen.";
    case Verdict::kClean: return "clean: no failure in these " + std::to_string(report.lines) + " lines.";
  }
  return "";
}

}  // namespace

bool has_override(const knowledge::Entry& entry) {
  return std::any_of(entry.fixes.begin(), entry.fixes.end(), [](const knowledge::Fix& fix) { return !fix.scope.empty(); });
}

override::Plan plan_for(const Finding& finding, const FixContext& context) {
  override::Request request;
  request.entry = finding.entry;
  request.crate = finding.crate;
  request.version = finding.version;
  if (!context.command.empty()) request.command = context.command;
  request.toolchain = context.toolchain;
  return override::plan(request);
}

std::string report_text(const Report& report, const FixContext& context, bool full) {
  std::string out = verdict_line(report) + "\n\n";
  const std::size_t most = full ? report.findings.size() : std::min(report.findings.size(), kConciseFindings);
  for (std::size_t i = 0; i < most; ++i) {
    if (i > 0) out += "\nAlso " + headline(report.findings[i]) + "\n\n";
    out += finding_text(report, report.findings[i], context, full);
  }
  if (most < report.findings.size()) {
    out += "\nShowing " + std::to_string(most) + " of " + std::to_string(report.findings.size()) + " findings; detail \"full\" gives all.\n";
  }
  const bool is_beside = !report.findings.empty();
  out += unexplained_text(report, is_beside ? "Not explained by this, look at it on its own:" : "What failed:", full);
  if (is_beside && !full) out += "\nMore: `lookup_limitation` with id `" + std::string(report.findings.front().entry->id) + "`.\n";
  return out;
}

}  // namespace doctor::tools
