// The entries as the tests see them: read from their files, with samples.
#pragma once

#include <string>

#include "classify/classifier.h"
#include "knowledge/folder.h"
#include "knowledge/knowledge.h"

namespace doctor::test {

// Everything below server/knowledge, and a classifier over it. Made once per test program.
class EntryFiles {
 public:
  static const EntryFiles& get();

  const knowledge::Knowledge& knowledge() const { return knowledge_; }
  const classify::Classifier& classifier() const { return classifier_; }
  const std::vector<Problem>& problems() const { return loaded_.problems; }

  classify::Report classify(std::string_view log) const;

 private:
  EntryFiles();
  knowledge::Arena arena_;
  knowledge::LoadedFolder loaded_;
  knowledge::LoadedSigns signs_;
  knowledge::Knowledge knowledge_;
  classify::Classifier classifier_;
};

}  // namespace doctor::test
