#include "classify/classifier.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "classify/line_scanner.h"
#include "classify/normalize.h"
#include "classify/segment.h"
#include "classify/verdict.h"
#include "knowledge/toolchain.h"

namespace doctor::classify {
namespace {

constexpr std::size_t kMostStreams = 64;     // sources whose lines may interleave
constexpr std::size_t kMostSegments = 2000;  // commands in one log whose outcome is kept
// Read whole behind a line that means something: the place in the source stands there, and whatever
// means something only in its company.
constexpr int kLinesAfterHit = 8;
constexpr std::size_t kProgressBytes = 8U << 20U;

std::string_view without_indentation(std::string_view line, std::size_t indentation) {
  const std::size_t blanks = std::min(line.find_first_not_of(" \t"), line.size());
  return line.substr(std::min(blanks, indentation));
}

// One pass over one log.
class Pass {
 public:
  Pass(const RuleSet& rules, const Options& options) : rules_(rules), options_(options) {}

  Result<Report> run(ByteSource& source) {
    LineScanner scanner(source, rules_.filter());
    std::vector<Line> lines;
    std::size_t next_progress = kProgressBytes;
    while (true) {
      if (options_.stop.stop_requested()) return Problem{"the request was cancelled", {}};
      const Result<std::optional<RawLine>> raw = scanner.next();
      if (!raw.ok()) return raw.problem();
      if (!raw.value()) break;
      if (versions_.note(raw.value()->text) && is_plain(raw.value()->text)) continue;
      lines.clear();
      normalize(without_indentation(raw.value()->text, scanner.indentation()), raw.value()->number,
                lines);
      bool is_of_interest = false;
      for (const Line& line : lines) is_of_interest = add(line) || is_of_interest;
      if (is_of_interest) {
        company_until_ = raw.value()->number + kLinesAfterHit;
        scanner.want_until(company_until_);
      }
      if (conditions_changed_) scanner.ignore(settled_conditions());
      conditions_changed_ = false;
      if (options_.progress && scanner.bytes() >= next_progress) {
        options_.progress(scanner.bytes());
        next_progress = scanner.bytes() + kProgressBytes;
      }
    }
    return finish(scanner);
  }

 private:
  // True where the line means something by itself.
  bool add(const Line& line) {
    patterns_.clear();
    versions_.note(line.text);
    const bool may_match = rules_.filter() == nullptr || line.number <= company_until_ ||
                           rules_.filter()->find(line.text, 0) != std::string_view::npos;
    if (may_match) rules_.patterns().match(line.text, patterns_);
    bool is_boundary = false;
    for (const int pattern : patterns_) {
      const Meaning& meaning = rules_.meaning(pattern);
      for (const std::string& sign : meaning.signs) signs_.insert(sign);
      is_boundary = is_boundary || meaning.landmark == Landmark::kBoundary;
      if (meaning.landmark == Landmark::kToolchain) note_date(line.text, rustc_date_);
      if (meaning.landmark == Landmark::kPin) note_date(line.text, pin_date_);
    }
    Segment& segment = segment_of(line.stream, is_boundary);
    conditions_changed_ =
        conditions_changed_ || std::any_of(patterns_.begin(), patterns_.end(), [&](int pattern) {
          return rules_.meaning(pattern).is_only_condition() && !segment.has_seen(pattern);
        });
    segment.add(line, patterns_);
    return std::any_of(patterns_.begin(), patterns_.end(), [&](int pattern) {
      const Meaning& meaning = rules_.meaning(pattern);
      return !meaning.is_only_condition() && !meaning.is_company();
    });
  }

  // A line of cargo's own progress that holds nothing else: most lines of a log are like that.
  bool is_plain(std::string_view line) const {
    if (rules_.filter() == nullptr || line.find('\x1b') != std::string_view::npos) return false;
    const std::size_t verb_end = line.find(' ', line.find_first_not_of(" \t"));
    return rules_.filter()->find(line, verb_end) == std::string_view::npos;
  }

  // The first one of its kind stays.
  static void note_date(const std::string& text, std::string& date) {
    if (date.empty()) date = knowledge::nightly_date(text).value_or("");
  }

  // What rustc says of itself beats a pin, which may be somebody else's.
  std::string nightly_date() const {
    if (!options_.nightly_date.empty()) return options_.nightly_date;
    return rustc_date_.empty() ? pin_date_ : rustc_date_;
  }

  Segment& segment_of(const std::string& stream, bool starts_anew) {
    std::unique_ptr<Segment>& segment = open_[stream];
    if (segment && starts_anew && segment->has_content()) {
      close(*segment);
      segment.reset();
    }
    if (!segment) {
      segment = std::make_unique<Segment>(rules_);
      conditions_changed_ = true;
      mark_interleaved();
    }
    if (open_.size() > kMostStreams) close_another(stream);
    return *open_[stream];
  }

  // Two derivations or containers, or more, print at the same time.
  void mark_interleaved() {
    const auto is_named = [](const auto& source) { return !source.first.empty(); };
    if (std::count_if(open_.begin(), open_.end(), is_named) < 2) return;
    for (auto& [stream, segment] : open_) {
      if (!stream.empty() && segment) segment->interleave();
    }
  }

  // Literals of conditions that the only open segment has seen already: what counts is that it did.
  LiteralFilter::Ignored settled_conditions() const {
    LiteralFilter::Ignored ignored;
    if (rules_.filter() == nullptr || open_.size() != 1) return ignored;
    const Segment& segment = *open_.begin()->second;
    for (const std::vector<int>& patterns : rules_.condition_literals()) {
      const bool is_settled =
          std::all_of(patterns.begin(), patterns.end(), [&](int p) { return segment.has_seen(p); });
      ignored.push_back(!patterns.empty() && is_settled);
    }
    return ignored;
  }

  void close_another(const std::string& stream) {
    for (auto it = open_.begin(); it != open_.end(); ++it) {
      if (it->first == stream) continue;
      close(*it->second);
      open_.erase(it);
      return;
    }
  }

  void close(Segment& segment) {
    // What carries no prefix was printed by Nix or docker around the prefixed lines.
    const auto frame = open_.find("");
    const bool has_frame = frame != open_.end() && frame->second.get() != &segment;
    SegmentResult result = segment.close(versions_, has_frame ? frame->second.get() : nullptr);
    if (result.firings.empty() && result.failures.empty()) return;
    if (closed_.size() < kMostSegments) closed_.push_back(std::move(result));
  }

  Report finish(const LineScanner& scanner) {
    for (auto& [stream, segment] : open_) close(*segment);
    Report report;
    report.lines = scanner.lines();
    report.bytes = scanner.bytes();
    report.nightly_date = nightly_date();
    conclude(closed_, signs_, report);
    for (Finding& finding : report.findings) {
      if (!report.nightly_date.empty())
        finding.applies = knowledge::applies(*finding.entry, report.nightly_date);
    }
    return report;
  }

  const RuleSet& rules_;
  const Options& options_;
  std::vector<int> patterns_;
  std::map<std::string, std::unique_ptr<Segment>> open_;
  std::vector<SegmentResult> closed_;
  CrateVersions versions_;
  std::set<std::string> signs_;
  std::string rustc_date_;
  std::string pin_date_;
  bool conditions_changed_ = false;
  int company_until_ = 0;  // the lines up to here may match what means something only in company
};

}  // namespace

Result<Report> Classifier::classify(ByteSource& source, const Options& options) const {
  return Pass(rules_, options).run(source);
}

}  // namespace doctor::classify
