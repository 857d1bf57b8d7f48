// The knowledge in the form the classifier runs: every pattern numbered, every match block by
// pattern numbers.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "classify/landmarks.h"
#include "classify/literal_filter.h"
#include "classify/pattern_set.h"
#include "knowledge/knowledge.h"

namespace doctor::classify {

// A [[match]] block with its patterns as numbers of the set.
struct Block {
  const knowledge::Entry* entry = nullptr;
  const knowledge::Match* match = nullptr;
  std::vector<int> all;
  std::vector<int> any;
  std::vector<int> none;
  std::vector<int> context;
  std::vector<int> without;
  std::vector<int> captures;  // parallel to match->captures
};

// What one pattern number stands for.
struct Meaning {
  std::vector<int> triggers;  // blocks that have it in `all` or `any`
  std::vector<int> vetoes;    // blocks that have it in `none`
  std::vector<std::string> signs;
  std::optional<Landmark> landmark;
  bool is_anchor = false;  // the first one in the `all` of some block
  bool is_capture = false;
  bool is_condition = false;  // in some `context` or `without`

  // It means something only beside other lines that match.
  bool is_company() const {
    return !is_anchor && !is_condition && !landmark && signs.empty() && vetoes.empty();
  }

  // All that matters is whether a line of the segment matched it.
  bool is_only_condition() const {
    return is_condition && !is_capture && !landmark && signs.empty() && triggers.empty() &&
           vetoes.empty();
  }
};

// Immutable after construction. The knowledge must outlive it.
class RuleSet {
 public:
  explicit RuleSet(const knowledge::Knowledge& knowledge);

  const PatternSet& patterns() const { return patterns_; }
  const std::vector<Block>& blocks() const { return blocks_; }
  const Meaning& meaning(int pattern) const { return meanings_[static_cast<std::size_t>(pattern)]; }
  // Null where some pattern has no literal: then every line needs a closer look.
  const LiteralFilter* filter() const { return filter_.get(); }
  // For each literal of the filter the patterns that need it, where all of them are only
  // conditions; else nothing. Once they were seen, the literal makes no line of the segment worth a
  // look.
  const std::vector<std::vector<int>>& condition_literals() const { return condition_literals_; }
  // Longest window of any block, in lines.
  int widest_window() const { return widest_window_; }

  // Patterns that could not be used; their blocks are left out.
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::optional<int> add(std::string_view pattern, const knowledge::Entry* entry);
  std::optional<std::vector<int>> add_all(knowledge::Texts patterns, const knowledge::Entry* entry);
  void add_block(const knowledge::Entry& entry, const knowledge::Match& match);
  Meaning& meaning_of(int pattern);
  void make_filter();

  PatternSet patterns_;
  std::vector<Block> blocks_;
  std::vector<Meaning> meanings_;
  std::unique_ptr<LiteralFilter> filter_;
  std::vector<std::vector<int>> condition_literals_;
  int widest_window_ = 1;
  std::vector<Problem> problems_;
};

}  // namespace doctor::classify
