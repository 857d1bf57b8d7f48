#include "tools/report_json.h"

#include "knowledge/markdown.h"
#include "tools/answer.h"
#include "tools/entry_json.h"

namespace doctor::tools {
namespace {

using classify::Finding;
using classify::Report;

constexpr std::size_t kFrameBytes = 1000;  // of everything but findings and unexplained lines

Json evidence_json(const std::vector<classify::Evidence>& evidence) {
  Json out = Json::array();
  for (const classify::Evidence& line : evidence)
    out.push_back({{"line", line.line}, {"text", line.text}});
  return out;
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

void add_option(Json& fixes, const override::Option& option) {
  if (!option.command.empty()) {
    fixes.push_back({{"title", option.title}, {"language", "sh"}, {"text", option.command}});
  }
  for (const override::FileChange& file : option.files) {
    const bool is_edit = file.action == "edit";
    fixes.push_back({{"title", option.title + " (" + file.path + ")"},
                     {"language", is_edit ? "diff" : "toml"},
                     {"text", is_edit ? file.patch : file.content}});
  }
}

Json fixes_json(const Finding& finding, const FixContext& context) {
  Json fixes = Json::array();
  auto values = finding.captures;
  values.insert_or_assign("crate", finding.crate);
  values.insert_or_assign("version", finding.version);
  bool is_planned = false;
  for (const knowledge::Fix& fix : finding.entry->fixes) {
    if (fix.scope.empty()) {
      const knowledge::RenderedFix rendered = knowledge::render_fix(fix, values);
      fixes.push_back(
          {{"title", rendered.title}, {"language", rendered.language}, {"text", rendered.text}});
    } else if (!is_planned) {
      is_planned = true;
      const override::Plan plan = plan_for(finding, context);
      const bool has_option = plan.state == override::Plan::State::kOverride;
      if (!has_option) {
        const bool is_needed = plan.state != override::Plan::State::kNotNeeded;
        fixes.push_back({{"title", is_needed ? "No override is possible" : "No override is needed"},
                         {"language", "text"},
                         {"text", plan.why}});
      }
      if (has_option) add_option(fixes, plan.recommended);
      for (const override::Option& option : plan.alternatives) add_option(fixes, option);
    }
  }
  return fixes;
}

Json finding_json(const Report& report, const Finding& finding, const FixContext& context) {
  const knowledge::Entry& entry = *finding.entry;
  Json out = {{"id", entry.id},
              {"title", entry.title},
              {"area", entry.area},
              {"kind", entry.kind},
              {"status", entry.status.empty() ? Json() : Json(entry.status)},
              {"confidence", knowledge::name_of(finding.confidence)},
              {"backend", entry.backend},
              {"crate", text_or_null(finding.crate)},
              {"crate_version", text_or_null(finding.version)},
              {"evidence", evidence_json(finding.evidence)},
              {"cause", entry.cause},
              {"shows", knowledge::stage_sentence(entry)},
              {"fix", fixes_json(finding, context)},
              {"confirm", texts_json(entry.confirm)},
              {"sources", sources_json(entry)}};
  if (const auto intrinsic = intrinsic_of(finding))
    out["intrinsic"] = intrinsic_json(*intrinsic, report.nightly_date);
  if (has_override(entry)) {
    const override::Plan plan = plan_for(finding, context);
    out["gate"] = plan.gate.how;
    out["caveats"] = plan.caveats;
    if (plan.proof) {
      out["proved"] = plan.why;
      if (!plan.proof->command.empty()) out["proof"] = plan.proof->command;
    }
  }
  if (!entry.since.empty()) out["since"] = entry.since;
  if (!entry.fixed_in.empty()) out["fixed_in"] = entry.fixed_in;
  if (finding.applies) out["applies_to_toolchain"] = *finding.applies == knowledge::Applies::kYes;
  return out;
}

std::string summary_of(const Report& report) {
  const std::string text = report_text(report, {}, false);
  return text.substr(0, text.find('\n'));
}

}  // namespace

Json report_json(const Report& report, const FixContext& context) {
  Json unexplained = evidence_json(report.unexplained);
  Json findings = Json::array();
  // What would make the answer too long is left out, and its number told.
  std::size_t bytes = json::print(unexplained).size() + kFrameBytes;
  for (const Finding& finding : report.findings) {
    Json one = finding_json(report, finding, context);
    bytes += json::print(one).size();
    if (!findings.empty() && bytes > kMostAnswerBytes) break;
    findings.push_back(std::move(one));
  }
  const bool is_cut = findings.size() < report.findings.size();
  Json out = {{"verdict", classify::name_of(report.verdict)},
              {"summary", summary_of(report)},
              {"findings", std::move(findings)},
              {"unexplained", std::move(unexplained)}};
  if (is_cut) out["findings_total"] = report.findings.size();
  if (report.unexplained_total > static_cast<int>(report.unexplained.size()))
    out["unexplained_total"] = report.unexplained_total;
  if (!report.nightly_date.empty()) out["toolchain"] = "nightly-" + report.nightly_date;
  return out;
}

}  // namespace doctor::tools
