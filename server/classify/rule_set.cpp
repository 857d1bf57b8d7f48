#include "classify/rule_set.h"

#include <algorithm>
#include <map>

#include "classify/crate_versions.h"
#include "classify/regex_literals.h"

namespace doctor::classify {
namespace {

// Beginnings of lines that carry text in JSON, where escapes may hide a literal.
constexpr std::string_view kJsonLiterals[] = {"\"rendered\"", "@nix {"};

bool holds_any(std::string_view literal, const std::vector<std::string>& parts) {
  return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
    return literal.find(part) != std::string_view::npos;
  });
}

}  // namespace

RuleSet::RuleSet(const knowledge::Knowledge& knowledge) {
  for (const LandmarkPattern& landmark : landmark_patterns()) {
    if (const auto pattern = add(landmark.pattern, nullptr))
      meaning_of(*pattern).landmark = landmark.landmark;
  }
  for (const knowledge::Sign& sign : knowledge.signs()) {
    for (const std::string_view text : sign.patterns) {
      if (const auto pattern = add(text, nullptr))
        meaning_of(*pattern).signs.emplace_back(sign.name);
    }
  }
  for (const knowledge::Entry& entry : knowledge.entries()) {
    for (const knowledge::Match& match : entry.matches) add_block(entry, match);
  }
  if (auto problem = patterns_.compile()) problems_.push_back(*std::move(problem));
  make_filter();
}

void RuleSet::make_filter() {
  std::vector<std::string> always(std::begin(kJsonLiterals), std::end(kJsonLiterals));
  always.insert(always.end(), std::begin(CrateVersions::kLiterals),
                std::end(CrateVersions::kLiterals));
  std::map<std::string, std::vector<int>> conditions;  // literals that only conditions need
  for (int pattern = 0; pattern < patterns_.size(); ++pattern) {
    const std::vector<std::string> needed = patterns_.literals(pattern);
    const bool is_short = std::any_of(needed.begin(), needed.end(), [](const std::string& literal) {
      return literal.size() < LiteralFilter::kShortest;
    });
    if (needed.empty() || is_short) return;
    const Meaning& meaning = meaning_of(pattern);
    for (const std::string& literal : needed) {
      if (meaning.is_only_condition()) {
        conditions[literal].push_back(pattern);
      } else if (!is_commonplace(literal) || !meaning.is_company()) {
        always.push_back(literal);
      }
    }
  }
  always = LiteralFilter::without_covered(std::move(always));
  condition_literals_.resize(always.size());
  std::vector<std::string> literals = always;
  for (auto& [literal, patterns] : conditions) {
    if (holds_any(literal, always)) continue;
    literals.push_back(literal);
    condition_literals_.push_back(std::move(patterns));
  }
  filter_ = std::make_unique<LiteralFilter>(std::move(literals));
}

Meaning& RuleSet::meaning_of(int pattern) {
  const auto index = static_cast<std::size_t>(pattern);
  if (index >= meanings_.size()) meanings_.resize(index + 1);
  return meanings_[index];
}

std::optional<int> RuleSet::add(std::string_view pattern, const knowledge::Entry* entry) {
  Result<int> number = patterns_.add(pattern);
  if (number.ok()) {
    meaning_of(number.value());
    return number.value();
  }
  Problem problem = number.problem();
  if (entry != nullptr)
    problem.where.file = std::string(entry->area) + "/" + std::string(entry->id) + ".toml";
  problems_.push_back(std::move(problem));
  return std::nullopt;
}

std::optional<std::vector<int>> RuleSet::add_all(knowledge::Texts texts,
                                                 const knowledge::Entry* entry) {
  std::vector<int> numbers;
  bool usable = true;
  for (const std::string_view text : texts) {
    const auto number = add(text, entry);
    usable = usable && number.has_value();
    if (number) numbers.push_back(*number);
  }
  return usable ? std::optional(std::move(numbers)) : std::nullopt;
}

void RuleSet::add_block(const knowledge::Entry& entry, const knowledge::Match& match) {
  auto all = add_all(match.all, &entry);
  auto any = add_all(match.any, &entry);
  auto none = add_all(match.none, &entry);
  auto context = add_all(match.context, &entry);
  auto without = add_all(match.without, &entry);
  std::vector<int> captures;
  for (const knowledge::Capture& capture : match.captures) {
    if (const auto number = add(capture.pattern, &entry)) captures.push_back(*number);
  }
  if (!all || !any || !none || !context || !without || captures.size() != match.captures.size())
    return;

  const int index = static_cast<int>(blocks_.size());
  for (const std::vector<int>* patterns : {&*all, &*any}) {
    for (const int pattern : *patterns) meaning_of(pattern).triggers.push_back(index);
  }
  if (!all->empty()) meaning_of(all->front()).is_anchor = true;
  for (const int pattern : *none) meaning_of(pattern).vetoes.push_back(index);
  for (const std::vector<int>* patterns : {&*context, &*without}) {
    for (const int pattern : *patterns) meaning_of(pattern).is_condition = true;
  }
  for (const int pattern : captures) meaning_of(pattern).is_capture = true;
  widest_window_ = std::max(widest_window_, match.within);
  blocks_.push_back({&entry, &match, *std::move(all), *std::move(any), *std::move(none),
                     *std::move(context), *std::move(without), std::move(captures)});
}

}  // namespace doctor::classify
