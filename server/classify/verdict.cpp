#include "classify/verdict.h"

#include <algorithm>

#include "base/text.h"

namespace doctor::classify {
namespace {

// A message with a place in the source may still come from the backend or the machine if it speaks
// of these: then it is not called ordinary.
constexpr std::string_view kMachineWords[] = {"cranelift",
                                              "codegen",
                                              "backend",
                                              "asm!",
                                              "inline asm",
                                              "inline assembly",
                                              "llvm",
                                              "intrinsic",
                                              "linker",
                                              "linking",
                                              "toolchain",
                                              "target feature",
                                              "target-feature",
                                              "calling convention",
                                              "not yet supported",
                                              "unsupported",
                                              "not supported",
                                              "unwind",
                                              "variadic",
                                              "atomic",
                                              "simd",
                                              "database_url",
                                              "couldn't read",
                                              "symbol",
                                              "lto"};

bool speaks_of_machine(const std::string& text) {
  const std::string lower = text::lower(text);
  return std::any_of(std::begin(kMachineWords), std::end(kMachineWords),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

// "panicked at /…/registry/src/…": a path that does not start in the project.
bool is_of_dependency(std::string_view panic) {
  const std::size_t at = panic.find("panicked at ");
  const std::string_view place = at == std::string_view::npos ? panic : panic.substr(at + 12);
  return place.starts_with('/') || place.find(", /") != std::string_view::npos ||
         place.find(":\\") != std::string_view::npos;
}

bool is_ordinary(const Failure& failure, const SegmentResult& segment) {
  const std::string_view text = failure.line.text;
  if (failure.kind == Landmark::kOrdinary) return true;
  // The panic of a dependency's build script is only the messenger of whatever it looked for.
  if (failure.kind == Landmark::kPanic)
    return !segment.build_script_failed || !is_of_dependency(text);
  return failure.kind == Landmark::kFailure && failure.has_span && text.starts_with("error: ") &&
         !speaks_of_machine(failure.line.text);
}

Finding to_finding(const Firing& firing, int segment) {
  Finding finding;
  finding.entry = firing.block->entry;
  finding.confidence = firing.block->match->confidence;
  finding.crate = firing.crate;
  finding.version = firing.version;
  finding.crate_from_path = firing.crate_from_path;
  finding.evidence = firing.evidence;
  finding.captures = firing.captures;
  finding.segment = segment;
  return finding;
}

// One finding per entry and crate; the surest and earliest evidence stays.
void merge(std::vector<Finding>& findings, Finding next) {
  for (Finding& finding : findings) {
    if (finding.entry != next.entry) continue;
    if (finding.crate != next.crate && !finding.crate.empty() && !next.crate.empty()) continue;
    finding.count += 1;
    if (next.confidence > finding.confidence || (finding.crate.empty() && !next.crate.empty())) {
      next.confidence = std::max(next.confidence, finding.confidence);
      next.count = finding.count;
      finding = std::move(next);
    }
    return;
  }
  findings.push_back(std::move(next));
}

bool explains(const Finding& cause, const Finding& other) {
  return std::find(cause.entry->explains.begin(), cause.entry->explains.end(), other.entry->id) !=
         cause.entry->explains.end();
}

// Drops what another finding explains, and guesses beside a sure answer about the same command.
void drop_consequences(std::vector<Finding>& findings) {
  using knowledge::Confidence;
  const std::vector<Finding> all = findings;
  std::erase_if(findings, [&](const Finding& finding) {
    return std::any_of(all.begin(), all.end(), [&](const Finding& other) {
      if (other.entry == finding.entry || other.confidence < Confidence::kLikely) return false;
      if (explains(other, finding)) return true;
      return finding.confidence == Confidence::kPossible && other.segment == finding.segment;
    });
  });
}

void rank(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    return a.evidence.front().line < b.evidence.front().line;
  });
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kKnown:
      return "known";
    case Verdict::kOrdinary:
      return "ordinary";
    case Verdict::kUnknown:
      return "unknown";
    case Verdict::kClean:
      return "clean";
  }
  return "unknown";
}

void conclude(const std::vector<SegmentResult>& segments, const std::set<std::string>& signs,
              Report& report) {
  std::set<int> covered;  // lines that some firing used, also of entries that another one explains
  for (std::size_t index = 0; index < segments.size(); ++index) {
    for (const Firing& firing : segments[index].firings) {
      const std::string sign(firing.block->match->sign);
      if (!sign.empty() && !signs.contains(sign)) continue;
      for (const Evidence& evidence : firing.evidence) covered.insert(evidence.line);
      merge(report.findings, to_finding(firing, static_cast<int>(index)));
    }
  }
  drop_consequences(report.findings);
  rank(report.findings);

  bool is_plain = false;        // an ordinary failure was seen
  bool is_unexplained = false;  // a failure that nothing explains
  bool is_weak = false;
  bool only_panics = true;
  std::vector<Evidence> consequences;
  for (const SegmentResult& segment : segments) {
    for (const Failure& failure : segment.failures) {
      if (failure.is_caught) continue;
      report.failed = true;
      if (covered.contains(failure.line.line)) continue;
      if (failure.kind == Landmark::kConsequence) {
        consequences.push_back(failure.line);
        continue;
      }
      if (is_ordinary(failure, segment)) {
        is_plain = true;
        only_panics = only_panics && failure.kind == Landmark::kPanic;
      } else if (failure.kind == Landmark::kWeakFailure) {
        is_weak = true;
      } else {
        is_unexplained = true;
      }
      report.unexplained_total += 1;
      if (report.unexplained.size() < kMostUnexplained) report.unexplained.push_back(failure.line);
    }
  }

  const bool is_known = std::any_of(
      report.findings.begin(), report.findings.end(),
      [](const Finding& finding) { return finding.confidence >= knowledge::Confidence::kLikely; });
  const bool has_failed = is_unexplained || is_weak || !consequences.empty();
  if (is_known) {
    report.verdict = Verdict::kKnown;
  } else if (report.findings.empty() && is_plain && !is_unexplained) {
    report.verdict = Verdict::kOrdinary;
    report.only_panics = only_panics;
  } else if (!report.findings.empty() || has_failed) {
    report.verdict = Verdict::kUnknown;
  } else {
    report.verdict = Verdict::kClean;
  }
  if (report.verdict == Verdict::kUnknown && report.unexplained.empty() &&
      report.findings.empty()) {
    report.unexplained_total = static_cast<int>(consequences.size());
    consequences.resize(std::min(consequences.size(), kMostUnexplained));
    report.unexplained = std::move(consequences);
  }
}

}  // namespace doctor::classify
