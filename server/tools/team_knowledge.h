// The compiled entries together with those of a team's own folder.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "knowledge/arena.h"
#include "knowledge/knowledge.h"

namespace doctor::tools {

// Immutable after construction. A file with a problem is left out; everything else works.
class TeamKnowledge {
 public:
  // `folder` holds <area>/<id>.toml files in the format of knowledge/FORMAT.md; empty: no folder.
  TeamKnowledge(const Files& files, const std::string& folder);

  const knowledge::Knowledge& knowledge() const { return *knowledge_; }
  const std::vector<Problem>& problems() const { return problems_; }
  // The team's own entries, with samples.
  const std::vector<knowledge::Entry>& team_entries() const { return team_entries_; }

 private:
  knowledge::Arena arena_;
  std::vector<Problem> problems_;
  std::vector<knowledge::Entry> team_entries_;
  std::unique_ptr<const knowledge::Knowledge> knowledge_;
};

struct TeamCheck {
  std::size_t entries = 0;  // usable ones
  std::vector<Problem> problems;
};

// Everything wrong with a folder of entries: no entry at all, the schema, ids that are taken,
// patterns that cannot be used, samples that are not classified as they say.
TeamCheck check_team_knowledge(const Files& files, const std::string& folder);

}  // namespace doctor::tools
