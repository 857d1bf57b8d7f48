#include "classify/pattern_set.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>

#include "classify/regex_literals.h"

namespace doctor::classify {
namespace {

// Enough for some thousand patterns; with less, RE2 falls back to slower ways on dense logs.
constexpr std::int64_t kMaxMemory = 64LL << 20U;

RE2::Options options() {
  RE2::Options options(RE2::Quiet);
  options.set_max_mem(kMaxMemory);
  return options;
}

}  // namespace

struct PatternSet::Implementation {
  std::vector<std::string> patterns;
  std::map<std::string, int, std::less<>> numbers;
  std::unique_ptr<RE2::Set> set;
  mutable std::mutex mutex;  // guards `single`
  mutable std::map<int, std::unique_ptr<RE2>> single;
};

PatternSet::PatternSet() : implementation_(std::make_unique<Implementation>()) {
  implementation_->set = std::make_unique<RE2::Set>(options(), RE2::UNANCHORED);
}
PatternSet::~PatternSet() = default;
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;

Result<int> PatternSet::add(std::string_view pattern) {
  Implementation& self = *implementation_;
  if (const auto known = self.numbers.find(pattern); known != self.numbers.end())
    return known->second;
  std::string error;
  const int number = self.set->Add(re2::StringPiece(pattern.data(), pattern.size()), &error);
  if (number < 0)
    return Problem{"the pattern `" + std::string(pattern) + "` cannot be used: " + error, {}};
  self.patterns.emplace_back(pattern);
  self.numbers.emplace(std::string(pattern), number);
  return number;
}

std::optional<Problem> PatternSet::compile() {
  if (implementation_->set->Compile()) return std::nullopt;
  return Problem{"the patterns need more memory than is allowed for them", {}};
}

void PatternSet::match(std::string_view line, std::vector<int>& found) const {
  const std::size_t before = found.size();
  std::vector<int> numbers;
  implementation_->set->Match(re2::StringPiece(line.data(), line.size()), &numbers);
  found.insert(found.end(), numbers.begin(), numbers.end());
  std::sort(found.begin() + static_cast<std::ptrdiff_t>(before), found.end());
}

std::optional<std::vector<std::string>> PatternSet::groups(int pattern,
                                                           std::string_view line) const {
  const RE2* re = nullptr;
  {
    const std::lock_guard lock(implementation_->mutex);
    std::unique_ptr<RE2>& slot = implementation_->single[pattern];
    if (!slot)
      slot = std::make_unique<RE2>(implementation_->patterns.at(static_cast<std::size_t>(pattern)),
                                   options());
    re = slot.get();
  }
  const int count = re->NumberOfCapturingGroups();
  std::vector<re2::StringPiece> pieces(static_cast<std::size_t>(count) + 1);
  if (!re->Match(re2::StringPiece(line.data(), line.size()), 0, line.size(), RE2::UNANCHORED,
                 pieces.data(), count + 1)) {
    return std::nullopt;
  }
  std::vector<std::string> groups;
  for (std::size_t i = 1; i < pieces.size(); ++i)
    groups.emplace_back(pieces[i].data(), pieces[i].size());
  return groups;
}

int PatternSet::size() const {
  return static_cast<int>(implementation_->patterns.size());
}

std::vector<std::string> PatternSet::literals(int pattern) const {
  return required_literals(implementation_->patterns.at(static_cast<std::size_t>(pattern)));
}

}  // namespace doctor::classify
