#include "tools/team_knowledge.h"

#include <algorithm>

#include "classify/classifier.h"
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

}  // namespace

TeamKnowledge::TeamKnowledge(const Files& files, const std::string& folder) {
  const auto compiled = knowledge::compiled_entries();
  const knowledge::Knowledge known(compiled, {}, {});
  std::vector<knowledge::Entry> all(compiled.begin(), compiled.end());
  if (!folder.empty()) {
    knowledge::LoadedFolder loaded = knowledge::load_folder(files, folder, arena_);
    problems_ = std::move(loaded.problems);
    for (const knowledge::Entry& entry : loaded.entries) {
      if (known.find(entry.id) != nullptr) {
        problems_.push_back(
            {"the id `" + std::string(entry.id) + "` is one of the built-in entries",
             {file_of(folder, entry)}});
      } else {
        team_entries_.push_back(entry);
      }
    }
    const knowledge::Knowledge team(team_entries_, {}, {});
    const classify::RuleSet rules(team);
    for (Problem problem : rules.problems()) {
      problem.where.file = folder + "/" + problem.where.file;
      problems_.push_back(std::move(problem));
    }
    all.insert(all.end(), team_entries_.begin(), team_entries_.end());
  }
  knowledge_ = std::make_unique<knowledge::Knowledge>(all, knowledge::compiled_signs(),
                                                      knowledge::compiled_pages());
}

std::vector<Problem> check_team_knowledge(const Files& files, const std::string& folder) {
  const TeamKnowledge team(files, folder);
  std::vector<Problem> problems = team.problems();
  const classify::Classifier classifier(team.knowledge());
  for (const knowledge::Entry& entry : team.team_entries()) {
    for (const knowledge::Sample& sample : entry.samples) {
      const std::string fault = sample_fault(classifier, entry, sample);
      if (!fault.empty()) problems.push_back({fault, {file_of(folder, entry), sample.file_line}});
    }
  }
  return problems;
}

}  // namespace doctor::tools
