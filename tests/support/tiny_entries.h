// Entries made inside a test, read by the real loader.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "classify/classifier.h"
#include "knowledge/folder.h"

namespace doctor::test {

// The top-level keys of an entry's file as TOML, by name: ("backend", "\"llvm\"").
using Keys = std::map<std::string, std::string>;

// An entry's file with every key that is required, those of `keys` in their place or added, then
// `tables` ([[match]], [[fix]]…). Where there is a [[match]], samples that nobody runs are added.
std::string entry_text(std::string_view tables, const Keys& keys = {});

struct TinyEntry {
  std::string id;
  std::string tables;
  Keys keys = {};
};

// A classifier that knows some entries only, with the real signs. Fails the test where an entry is
// refused.
class TinyClassifier {
 public:
  explicit TinyClassifier(const std::vector<TinyEntry>& entries);

  classify::Report classify(std::string_view log) const;

  // "id@1,3 other@7": each finding with the lines of its evidence, in the order of the report.
  std::string found(std::string_view log) const;

  const knowledge::Knowledge& knowledge() const { return *knowledge_; }
  const classify::RuleSet& rules() const { return classifier_->rules(); }

 private:
  knowledge::Arena arena_;
  std::vector<knowledge::Sign> signs_;
  std::unique_ptr<knowledge::Knowledge> knowledge_;
  std::unique_ptr<classify::Classifier> classifier_;
};

}  // namespace doctor::test
