#include "tools/team_knowledge.h"

#include <algorithm>

#include "base/text.h"
#include "classify/classifier.h"
#include "classify/regex_literals.h"
#include "knowledge/compiled.h"
#include "knowledge/folder.h"

namespace doctor::tools {
namespace {

std::string file_of(const std::string& folder, const knowledge::Entry& entry) {
  return folder + "/" + std::string(entry.area) + "/" + std::string(entry.id) + ".toml";
}

// What is wrong with how one sample is classified, or empty.
std::string sample_fault(const classify::Classifier& classifier, const knowledge::Entry& entry,
                         const knowledge::Sample& sample) {
  TextSource source(sample.log);
  const Result<classify::Report> report = classifier.classify(source, {});
  if (!report.ok()) return report.problem().message;
  const auto& findings = report.value().findings;
  const auto found =
      std::find_if(findings.begin(), findings.end(),
                   [&](const classify::Finding& finding) { return finding.entry->id == entry.id; });
  if (!sample.hit)
    return found == findings.end() ? "" : "the sample must not give this entry, but it does";
  if (found == findings.end()) return "the sample must give this entry, but it does not";
  const auto differs = [](std::string_view what, std::string_view wanted, std::string_view got) {
    return std::string(what) + " is `" + std::string(got) + "`, not `" + std::string(wanted) + "`";
  };
  if (!sample.crate.empty() && found->crate != sample.crate)
    return differs("the crate", sample.crate, found->crate);
  if (!sample.version.empty() && found->version != sample.version) {
    return differs("the version", sample.version, found->version);
  }
  const std::string_view confidence = knowledge::name_of(found->confidence);
  if (!sample.confidence.empty() && confidence != sample.confidence) {
    return differs("the confidence", sample.confidence, confidence);
  }
  const int line = found->evidence.front().line;
  if (sample.line != 0 && line != sample.line) {
    return differs("the line of the evidence", std::to_string(sample.line), std::to_string(line));
  }
  return "";
}

std::vector<std::string_view> patterns_of(const knowledge::Entry& entry) {
  std::vector<std::string_view> patterns;
  for (const knowledge::Match& match : entry.matches) {
    for (const knowledge::Texts texts :
         {match.all, match.any, match.none, match.context, match.without}) {
      patterns.insert(patterns.end(), texts.begin(), texts.end());
    }
    for (const knowledge::Capture& capture : match.captures) patterns.push_back(capture.pattern);
  }
  return patterns;
}

// Where a pattern stands in the entry's file; the line is 0 where it is spelt with escapes.
Location place_of(const Files& files, const std::string& path, std::string_view pattern) {
  const Result<std::string> document = files.read(path, knowledge::kMaxEntryBytes);
  if (!document.ok()) return {path};
  int number = 0;
  for (const std::string_view line : text::lines(document.value())) {
    ++number;
    if (line.find(pattern) != std::string_view::npos) return {path, number};
  }
  return {path};
}

// Why the patterns of an entry cannot be used. One without a literal would send every line of
// every log through the regex engine.
std::vector<Problem> pattern_faults(const Files& files, const std::string& path,
                                    const knowledge::Entry& entry) {
  constexpr std::size_t kLeastLiteral = 5;
  std::vector<Problem> faults;
  const knowledge::Knowledge alone({&entry, 1}, {}, {});
  const classify::RuleSet rules(alone);
  for (const Problem& problem : rules.problems()) faults.push_back({problem.message, {path}});
  for (const std::string_view pattern : patterns_of(entry)) {
    const auto broken = std::find_if(faults.begin(), faults.end(), [&](const Problem& fault) {
      return fault.message.find(pattern) != std::string::npos;
    });
    if (broken != faults.end()) {
      broken->where = place_of(files, path, pattern);
      continue;
    }
    const std::vector<std::string> literals = classify::required_literals(pattern);
    const bool is_selective =
        !literals.empty() &&
        std::all_of(literals.begin(), literals.end(),
                    [](const std::string& literal) { return literal.size() >= kLeastLiteral; });
    if (!is_selective) {
      faults.push_back({"the pattern `" + std::string(pattern) +
                            "` needs five literal characters in a row, in each alternative",
                        place_of(files, path, pattern)});
    }
  }
  return faults;
}

// The name of the entry that a built-in one has, or empty.
std::string_view taken_name(const knowledge::Knowledge& known, const knowledge::Entry& entry) {
  if (known.find(entry.id) != nullptr) return entry.id;
  const auto alias =
      std::find_if(entry.aliases.begin(), entry.aliases.end(),
                   [&](std::string_view name) { return known.find(name) != nullptr; });
  return alias == entry.aliases.end() ? std::string_view() : *alias;
}

}  // namespace

TeamKnowledge::TeamKnowledge(const Files& files, const std::string& folder) {
  const auto compiled = knowledge::compiled_entries();
  const knowledge::Knowledge known(compiled, {}, {});
  std::vector<knowledge::Entry> all(compiled.begin(), compiled.end());
  if (!folder.empty()) {
    knowledge::LoadedFolder loaded = knowledge::load_folder(files, folder, arena_);
    problems_ = std::move(loaded.problems);
    for (const knowledge::Entry& entry : loaded.entries) {
      const std::string path = file_of(folder, entry);
      std::vector<Problem> faults = pattern_faults(files, path, entry);
      if (const std::string_view name = taken_name(known, entry); !name.empty()) {
        faults.push_back(
            {"the id `" + std::string(name) + "` is one of the built-in entries", {path}});
      }
      if (faults.empty()) team_entries_.push_back(entry);
      problems_.insert(problems_.end(), faults.begin(), faults.end());
    }
    all.insert(all.end(), team_entries_.begin(), team_entries_.end());
  }
  knowledge_ = std::make_unique<knowledge::Knowledge>(all, knowledge::compiled_signs(),
                                                      knowledge::compiled_pages());
}

TeamCheck check_team_knowledge(const Files& files, const std::string& folder) {
  const TeamKnowledge team(files, folder);
  TeamCheck check{team.team_entries().size(), team.problems()};
  if (check.entries == 0 && check.problems.empty())
    check.problems.push_back({"holds no entries; they lie in AREA/ID.toml below it", {folder}});
  const classify::Classifier classifier(team.knowledge());
  for (const knowledge::Entry& entry : team.team_entries()) {
    for (const knowledge::Sample& sample : entry.samples) {
      const std::string fault = sample_fault(classifier, entry, sample);
      if (!fault.empty())
        check.problems.push_back({fault, {file_of(folder, entry), sample.file_line}});
    }
  }
  return check;
}

}  // namespace doctor::tools
