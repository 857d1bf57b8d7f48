// Everything remembered of one command's output while it is read, and what follows from it at its
// end.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "classify/crate_versions.h"
#include "classify/normalize.h"
#include "classify/report.h"
#include "classify/rule_set.h"

namespace doctor::classify {

// A block that matched. What depends on the rest of the log (signs) is decided later.
struct Firing {
  const Block* block = nullptr;
  std::vector<Evidence> evidence;  // the anchor first
  int first_line = 0;
  int last_line = 0;
  int count = 1;
  std::string crate;
  std::string version;
  bool crate_from_path = false;
  std::map<std::string, std::string, std::less<>> captures;
};

// A line that says something failed.
struct Failure {
  Evidence line;
  Landmark kind = Landmark::kFailure;
  bool has_span = false;   // rustc points at a place in the source
  bool is_caught = false;  // a panic, and the tests it happened in passed
};

// What a closed segment leaves behind.
struct SegmentResult {
  std::vector<Firing> firings;
  std::vector<Failure> failures;
  bool build_script_failed = false;
};

// Memory is bounded: of everything only the first few are kept, and counted.
class Segment {
 public:
  explicit Segment(const RuleSet& rules)
      : rules_(rules), seen_(static_cast<std::size_t>(rules.patterns().size())) {}

  // Takes the next line with the numbers of the patterns it matches, ascending.
  void add(const Line& line, const std::vector<int>& patterns);

  // Ends the segment. `versions` are those that cargo named anywhere in the log so far. `frame` is
  // the segment of the program that started this one's (Nix, docker), or null: what it printed
  // counts for `context` as well.
  SegmentResult close(const CrateVersions& versions, const Segment* frame);

  // From now on lines of other sources stand between this one's: windows reach further.
  void interleave() { is_interleaved_ = true; }

  bool has_seen(int pattern) const { return seen_[static_cast<std::size_t>(pattern)]; }
  bool has_content() const { return has_content_; }

 private:
  struct Hit {
    int line;
    int pattern;
    std::string text;
  };
  struct Blame {
    int line;
    bool is_build_script;
    std::string text;
    std::string crate;
    std::string version;
  };
  struct Span {
    int line;
    std::string path;
    std::string crate;  // of the path or of the JSON message, where they tell
    std::string version;
  };

  void note_landmark(const Line& line, int pattern);
  void note_failure(const Line& line, const std::vector<int>& patterns);
  void note_span(const Line& line);
  int window(const Block& block) const;
  void try_block(int index);
  void veto(int index, int line);
  const Hit* latest(int pattern, int not_before) const;
  const Blame* blame_for(const Firing& firing, const Span* span) const;
  void attribute(Firing& firing, const CrateVersions& versions) const;
  void fill_captures(Firing& firing) const;

  const RuleSet& rules_;
  std::vector<bool> seen_;
  std::deque<Hit> recent_;
  std::vector<Firing> firings_;
  std::vector<Hit> captured_;
  std::vector<Blame> blames_;
  std::vector<Span> spans_;
  std::vector<Failure> failures_;
  bool build_script_failed_ = false;
  bool has_content_ = false;
  bool is_in_test_output_ = false;
  bool is_interleaved_ = false;
};

}  // namespace doctor::classify
