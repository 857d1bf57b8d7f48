// What the tools work with: the knowledge, its index and the classifier, each made when it is first needed.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/files.h"
#include "classify/classifier.h"
#include "knowledge/knowledge.h"
#include "knowledge/search.h"

namespace doctor::tools {

// The environment as values, so that tests choose it. Never logged.
using Environment = std::map<std::string, std::string>;

// Owned by main(); the tools keep references. Safe to use from several threads.
class Engine {
 public:
  // `folder` is where the process was started. Both references must outlive the engine.
  Engine(const Files& files, Environment environment, std::string folder);

  const Files& files() const { return files_; }
  const Environment& environment() const { return environment_; }
  const std::string& folder() const { return folder_; }

  // The value of a variable, or empty.
  std::string variable(const std::string& name) const;

  const knowledge::Knowledge& knowledge() const { return knowledge_; }
  const knowledge::Search& search();
  const classify::Classifier& classifier();

 private:
  const Files& files_;
  const Environment environment_;
  const std::string folder_;
  const knowledge::Knowledge knowledge_;
  std::once_flag search_made_;
  std::once_flag classifier_made_;
  std::unique_ptr<knowledge::Search> search_;
  std::unique_ptr<classify::Classifier> classifier_;
};

}  // namespace doctor::tools
