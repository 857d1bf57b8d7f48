#include "tools/engine.h"

#include "base/log.h"

namespace doctor::tools {

Engine::Engine(const Files& files, Environment environment, std::string folder, Today today)
    : files_(files),
      environment_(std::move(environment)),
      folder_(std::move(folder)),
      today_(std::move(today)) {}

std::string Engine::variable(const std::string& name) const {
  const auto found = environment_.find(name);
  return found == environment_.end() ? std::string() : found->second;
}

const knowledge::Knowledge& Engine::knowledge() const {
  std::call_once(knowledge_made_, [this] {
    // The plugin's option is always passed, empty where it is not set: the person's own variable
    // counts then.
    std::string folder = variable("RUST_NIX_DOCTOR_KNOWLEDGE_OPTION");
    if (folder.empty()) folder = variable("RUST_NIX_DOCTOR_KNOWLEDGE");
    knowledge_ = std::make_unique<TeamKnowledge>(files_, folder);
    for (const Problem& problem : knowledge_->problems()) log::warn(problem.str());
  });
  return knowledge_->knowledge();
}

const std::vector<Problem>& Engine::team_problems() const {
  knowledge();
  return knowledge_->problems();
}

const knowledge::Search& Engine::search() {
  std::call_once(search_made_,
                 [this] { search_ = std::make_unique<knowledge::Search>(knowledge()); });
  return *search_;
}

const classify::Classifier& Engine::classifier() {
  std::call_once(classifier_made_,
                 [this] { classifier_ = std::make_unique<classify::Classifier>(knowledge()); });
  return *classifier_;
}

}  // namespace doctor::tools
