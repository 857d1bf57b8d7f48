#include "tools/engine.h"

#include "knowledge/compiled.h"

namespace doctor::tools {

Engine::Engine(const Files& files, Environment environment, std::string folder)
    : files_(files),
      environment_(std::move(environment)),
      folder_(std::move(folder)),
      knowledge_(knowledge::compiled_entries(), knowledge::compiled_signs(), knowledge::compiled_pages()) {}

std::string Engine::variable(const std::string& name) const {
  const auto found = environment_.find(name);
  return found == environment_.end() ? std::string() : found->second;
}

const knowledge::Search& Engine::search() {
  std::call_once(search_made_, [this] { search_ = std::make_unique<knowledge::Search>(knowledge_); });
  return *search_;
}

const classify::Classifier& Engine::classifier() {
  std::call_once(classifier_made_, [this] { classifier_ = std::make_unique<classify::Classifier>(knowledge_); });
  return *classifier_;
}

}  // namespace doctor::tools
