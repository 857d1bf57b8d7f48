// All patterns at once on one line: the only user of RE2.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace re2 {
class RE2;
}

namespace doctor::classify {

// Patterns are added, then compiled once; afterwards everything is const and may be used from
// several threads.
class PatternSet {
 public:
  PatternSet();
  ~PatternSet();
  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;

  // The number of the pattern; the same text gives the same number. A Problem where it is no RE2
  // pattern.
  Result<int> add(std::string_view pattern);

  // Must be called once after the last add().
  std::optional<Problem> compile();

  // The numbers of the patterns that match somewhere in the line, ascending, appended to `found`.
  // Linear in the line's length.
  void match(std::string_view line, std::vector<int>& found) const;

  // The groups of the first match of one pattern, without the whole match; nothing where it does
  // not match.
  std::optional<std::vector<std::string>> groups(int pattern, std::string_view line) const;

  int size() const;

  // One of these occurs in every line that the pattern matches (regex_literals.h); empty where none
  // is known.
  std::vector<std::string> literals(int pattern) const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace doctor::classify
