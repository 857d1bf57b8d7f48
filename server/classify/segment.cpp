#include "classify/segment.h"

#include <algorithm>

#include "base/text.h"
#include "classify/source_path.h"

namespace doctor::classify {
namespace {

constexpr std::size_t kMostKept = 200;       // of each kind of note, in one segment
constexpr std::size_t kMostFirings = 400;    // different places where a block matched
constexpr std::size_t kMostTextBytes = 400;  // of a line shown as evidence
constexpr int kSpanDistance = 6;  // rustc prints the place within a few lines of the message
// Lines of other sources stand between those of one source.
constexpr int kInterleaving = 4;

// A build script prints its reasons behind the line that blames it.
bool is_build_script(const knowledge::Entry& entry) {
  return entry.kind == "build-script";
}

bool wants_crate(const knowledge::Entry& entry) {
  using knowledge::Stage;
  return entry.stage == Stage::kCodegen || entry.stage == Stage::kLink ||
         entry.stage == Stage::kCheck || entry.stage == Stage::kNixBuild || is_build_script(entry);
}

// `-` and `_` are one to Cargo.
std::string canonical(std::string_view crate) {
  std::string name(crate);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

bool path_mentions(std::string_view path, const std::string& crate) {
  for (const std::string_view part : text::split(path, '/')) {
    if (canonical(part) == canonical(crate)) return true;
  }
  return false;
}

}  // namespace

void Segment::add(const Line& line, const std::vector<int>& patterns) {
  has_content_ = true;
  note_span(line);
  if (patterns.empty()) return;
  const int widest = rules_.widest_window() * kInterleaving;
  while (!recent_.empty() && recent_.front().line < line.number - widest) recent_.pop_front();
  for (const int pattern : patterns) {
    const Meaning& meaning = rules_.meaning(pattern);
    seen_[static_cast<std::size_t>(pattern)] = true;
    const bool is_in_window = !meaning.triggers.empty() || !meaning.vetoes.empty();
    if (is_in_window)
      recent_.push_back({line.number, pattern, text::clip(text::trim(line.text), kMostTextBytes)});
    if (meaning.is_capture && captured_.size() < kMostKept)
      captured_.push_back({line.number, pattern, line.text});
    if (meaning.landmark) note_landmark(line, pattern);
  }
  note_failure(line, patterns);
  for (const int pattern : patterns) {
    for (const int block : rules_.meaning(pattern).vetoes) veto(block, line.number);
  }
  for (const int pattern : patterns) {
    for (const int block : rules_.meaning(pattern).triggers) try_block(block);
  }
}

void Segment::note_landmark(const Line& line, int pattern) {
  const Landmark landmark = *rules_.meaning(pattern).landmark;
  const bool names_crate = landmark == Landmark::kBlame || landmark == Landmark::kBuildScript;
  if (landmark == Landmark::kBuildScript) build_script_failed_ = true;
  if (landmark == Landmark::kTestOutput) is_in_test_output_ = true;
  if (landmark == Landmark::kTestsPassed) {
    for (Failure& failure : failures_)
      failure.is_caught = failure.is_caught || failure.kind == Landmark::kPanic;
  }
  if (!names_crate || blames_.size() >= kMostKept) return;
  if (const auto groups = rules_.patterns().groups(pattern, line.text)) {
    blames_.push_back({line.number, landmark == Landmark::kBuildScript,
                       text::clip(text::trim(line.text), kMostTextBytes), groups->at(0),
                       groups->at(1)});
  }
}

void Segment::note_failure(const Line& line, const std::vector<int>& patterns) {
  for (const int pattern : patterns) {
    const auto landmark = rules_.meaning(pattern).landmark;
    if (!landmark) continue;
    const bool is_failure = *landmark == Landmark::kConsequence ||
                            *landmark == Landmark::kOrdinary || *landmark == Landmark::kFailure ||
                            *landmark == Landmark::kWeakFailure || *landmark == Landmark::kPanic;
    if (!is_failure) continue;
    if (failures_.size() >= kMostKept) return;
    const std::string text = text::clip(text::trim(line.text), kMostTextBytes);
    // "Error: …" of a test that returned it; rustc's own errors begin in lower case.
    const bool is_of_test =
        is_in_test_output_ && *landmark == Landmark::kFailure && !text.starts_with("error");
    failures_.push_back(
        {{line.number, text}, is_of_test ? Landmark::kOrdinary : *landmark, false, false});
    return;
  }
}

void Segment::note_span(const Line& line) {
  const std::string_view path = span_path(line.text);
  const bool is_behind_failure =
      !failures_.empty() && line.number - failures_.back().line.line <= kSpanDistance;
  if (is_behind_failure && line.text.find("| compile_error!") != std::string::npos)
    failures_.back().kind = Landmark::kOrdinary;
  if (path.empty() && line.package.empty()) return;
  if (!path.empty() && is_behind_failure) failures_.back().has_span = true;
  if (spans_.size() >= kMostKept) return;
  Span span{line.number, std::string(path), line.package, ""};
  if (span.crate.empty()) {
    if (const auto crate = crate_of_path(path)) {
      span.crate = crate->name;
      span.version = crate->version;
    }
  }
  spans_.push_back(std::move(span));
}

const Segment::Hit* Segment::latest(int pattern, int not_before) const {
  for (auto hit = recent_.rbegin(); hit != recent_.rend() && hit->line >= not_before; ++hit) {
    if (hit->pattern == pattern) return &*hit;
  }
  return nullptr;
}

// In lines of the log, whoever printed them.
int Segment::window(const Block& block) const {
  const bool is_one_line = block.match->within == 1;
  return block.match->within * (is_interleaved_ && !is_one_line ? kInterleaving : 1);
}

void Segment::try_block(int index) {
  const Block& block = rules_.blocks()[static_cast<std::size_t>(index)];
  const int now = recent_.back().line;
  const int not_before = now - window(block) + 1;
  Firing firing;
  firing.block = &block;
  firing.first_line = now;
  firing.last_line = now;
  const auto use = [&](const Hit& hit) {
    const Evidence evidence{hit.line, hit.text};
    if (std::find(firing.evidence.begin(), firing.evidence.end(), evidence) ==
        firing.evidence.end()) {
      firing.evidence.push_back(evidence);
    }
    firing.first_line = std::min(firing.first_line, hit.line);
  };
  for (const int pattern : block.all) {
    const Hit* hit = latest(pattern, not_before);
    if (hit == nullptr) return;
    use(*hit);
  }
  const Hit* any = nullptr;
  for (const int pattern : block.any) {
    any = latest(pattern, not_before);
    if (any != nullptr) break;
  }
  if (!block.any.empty() && any == nullptr) return;
  if (any != nullptr) use(*any);
  for (const int pattern : block.none) {
    if (latest(pattern, not_before) != nullptr) return;
  }
  for (Firing& earlier : firings_) {
    if (earlier.block != &block) continue;
    if (earlier.evidence.front() == firing.evidence.front())
      return;  // the same place, seen from a later line
  }
  if (firings_.size() < kMostFirings) firings_.push_back(std::move(firing));
}

void Segment::veto(int index, int line) {
  const Block* block = &rules_.blocks()[static_cast<std::size_t>(index)];
  std::erase_if(firings_, [&](const Firing& firing) {
    return firing.block == block && line <= firing.first_line + window(*block) - 1;
  });
}

// The next "could not compile", or the one among several that the place in the source names; for
// what a build script printed, the line in front that blames the script.
const Segment::Blame* Segment::blame_for(const Firing& firing, const Span* span) const {
  const Blame* before = nullptr;
  const Blame* behind = nullptr;
  for (const Blame& blame : blames_) {
    if (blame.line <= firing.first_line) {
      if (blame.is_build_script) before = &blame;
      continue;
    }
    if (behind == nullptr) behind = &blame;
    const bool is_named =
        span != nullptr && (canonical(span->crate) == canonical(blame.crate) ||
                            (span->crate.empty() && path_mentions(span->path, blame.crate)));
    if (!is_named) continue;
    behind = &blame;
    break;
  }
  const bool prefers_script = is_build_script(*firing.block->entry);
  return before != nullptr && (prefers_script || behind == nullptr) ? before : behind;
}

// The crate that cargo blames, and its version. Without such a line the path of the source tells.
void Segment::attribute(Firing& firing, const CrateVersions& versions) const {
  const Span* span = nullptr;
  for (const Span& candidate : spans_) {
    const bool is_near =
        candidate.line >= firing.first_line && candidate.line <= firing.last_line + kSpanDistance;
    if (is_near && (span == nullptr || (span->crate.empty() && !candidate.crate.empty())))
      span = &candidate;
  }
  const Blame* chosen = blame_for(firing, span);
  if (chosen != nullptr) {
    firing.crate = chosen->crate;
    firing.version = chosen->version;
    firing.evidence.push_back({chosen->line, chosen->text});
  } else if (span != nullptr && !span->crate.empty()) {
    firing.crate = span->crate;
    firing.crate_from_path = !span->path.empty();
  }
  if (firing.version.empty() && span != nullptr &&
      canonical(span->crate) == canonical(firing.crate)) {
    firing.version = span->version;
  }
  if (firing.version.empty()) firing.version = versions.find(firing.crate);
}

// The nearest line that a capture's pattern matches: in the window, else behind it, else before it.
void Segment::fill_captures(Firing& firing) const {
  const auto& captures = firing.block->match->captures;
  for (std::size_t i = 0; i < captures.size(); ++i) {
    const Hit* best = nullptr;
    int best_distance = 0;
    for (const Hit& hit : captured_) {
      if (hit.pattern != firing.block->captures[i]) continue;
      int distance = 0;
      if (hit.line > firing.last_line) distance = hit.line - firing.last_line;
      if (hit.line < firing.first_line) distance = 1000000 + firing.first_line - hit.line;
      if (best == nullptr || distance < best_distance) {
        best = &hit;
        best_distance = distance;
      }
    }
    if (best == nullptr) continue;
    const auto groups = rules_.patterns().groups(best->pattern, best->text);
    if (groups && !groups->empty())
      firing.captures[std::string(captures[i].name)] = groups->front();
  }
}

SegmentResult Segment::close(const CrateVersions& versions, const Segment* frame) {
  const auto seen = [this](int pattern) { return has_seen(pattern); };
  const auto seen_around = [&](int pattern) {
    return has_seen(pattern) || (frame != nullptr && frame->has_seen(pattern));
  };
  std::erase_if(firings_, [&](const Firing& firing) {
    const Block& block = *firing.block;
    return !std::all_of(block.context.begin(), block.context.end(), seen_around) ||
           std::any_of(block.without.begin(), block.without.end(), seen);
  });
  for (Firing& firing : firings_) {
    fill_captures(firing);
    if (wants_crate(*firing.block->entry)) attribute(firing, versions);
    if (const auto crate = firing.captures.find("crate"); crate != firing.captures.end()) {
      firing.crate_from_path = false;
      if (firing.crate != crate->second) firing.version.clear();
      firing.crate = crate->second;
    }
    if (const auto version = firing.captures.find("version"); version != firing.captures.end()) {
      firing.version = version->second;
    }
  }
  return {std::move(firings_), std::move(failures_), build_script_failed_};
}

}  // namespace doctor::classify
