// What the tools work with: the knowledge, its index and the classifier, each made when it is first
// needed, because the answer to a client's first message must not wait for them.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/files.h"
#include "classify/classifier.h"
#include "knowledge/knowledge.h"
#include "knowledge/search.h"
#include "tools/team_knowledge.h"

namespace doctor::tools {

// The environment as values, so that tests choose it. Never logged.
using Environment = std::map<std::string, std::string>;

// Owned by main(); the tools keep references. Safe to use from several threads.
class Engine {
 public:
  // `folder` is where the process was started. `files` must outlive the engine.
  Engine(const Files& files, Environment environment, std::string folder, Today today = utc_today);

  const Files& files() const { return files_; }
  const Environment& environment() const { return environment_; }
  const std::string& folder() const { return folder_; }

  // What day it is, in UTC.
  Date today() const { return today_(); }

  // The value of a variable, or empty.
  std::string variable(const std::string& name) const;

  // The compiled entries, and those of the folder that the plugin's option or
  // RUST_NIX_DOCTOR_KNOWLEDGE names.
  const knowledge::Knowledge& knowledge() const;
  // Why files of that folder were left out; also logged when they are read.
  const std::vector<Problem>& team_problems() const;
  const knowledge::Search& search();
  const classify::Classifier& classifier();

 private:
  const Files& files_;
  const Environment environment_;
  const std::string folder_;
  const Today today_;
  mutable std::once_flag knowledge_made_;
  mutable std::unique_ptr<const TeamKnowledge> knowledge_;
  std::once_flag search_made_;
  std::once_flag classifier_made_;
  std::unique_ptr<knowledge::Search> search_;
  std::unique_ptr<classify::Classifier> classifier_;
};

}  // namespace doctor::tools
