// A classifier's report as Markdown.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "classify/report.h"
#include "knowledge/intrinsics.h"
#include "override/plan.h"

namespace doctor::tools {

// The vendor intrinsic that the evidence of a Cranelift finding names.
std::optional<knowledge::Intrinsic> intrinsic_of(const classify::Finding& finding);

// What the fixes of a report are worked out for.
struct FixContext {
  std::string command;    // empty: cargo build
  std::string toolchain;  // empty: unknown
  std::function<override::Plan(const override::Request&)> plan = override::plan;
};

// The override that a finding calls for; the entry must have an override among its fixes.
override::Plan plan_for(const classify::Finding& finding, const FixContext& context);

// The entry has a fix that override/plan works out.
bool has_override(const knowledge::Entry& entry);

// The finding on one line: title, id, confidence, crate.
std::string headline(const classify::Finding& finding);

// The answer in the first line; about 1,500 characters for one finding unless `full`.
std::string report_text(const classify::Report& report, const FixContext& context, bool full);

}  // namespace doctor::tools
