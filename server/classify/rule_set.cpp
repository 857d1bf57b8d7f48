#include "classify/rule_set.h"

#include <algorithm>

#include "classify/crate_versions.h"

namespace doctor::classify {
namespace {

// Beginnings of lines that carry text in JSON, where escapes may hide a literal.
constexpr std::string_view kJsonLiterals[] = {"\"rendered\"", "@nix {"};

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
  std::vector<std::string> all(std::begin(kJsonLiterals), std::end(kJsonLiterals));
  all.insert(all.end(), std::begin(CrateVersions::kLiterals), std::end(CrateVersions::kLiterals));
  std::vector<std::string> conditions;  // literals that only conditions need
  std::vector<int> owners;              // parallel to it
  for (int pattern = 0; pattern < patterns_.size(); ++pattern) {
    const std::vector<std::string> needed = patterns_.literals(pattern);
    const bool is_short = std::any_of(needed.begin(), needed.end(), [](const std::string& literal) {
      return literal.size() < LiteralFilter::kShortest;
    });
    if (needed.empty() || is_short) return;
    const bool is_condition = meaning_of(pattern).is_only_condition();
    for (const std::string& literal : needed) {
      (is_condition ? conditions : all).push_back(literal);
      if (is_condition) owners.push_back(pattern);
    }
  }
  std::vector<std::string> both = all;
  both.insert(both.end(), conditions.begin(), conditions.end());
  filter_ = std::make_unique<LiteralFilter>(std::move(both));
  const auto holds = [](const std::string& literal, const std::string& part) {
    return literal.find(part) != std::string::npos;
  };
  for (const std::string& literal : filter_->literals()) {
    std::vector<int>& patterns = condition_literals_.emplace_back();
    if (std::any_of(all.begin(), all.end(),
                    [&](const std::string& other) { return holds(other, literal); }))
      continue;
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      if (holds(conditions[i], literal)) patterns.push_back(owners[i]);
    }
  }
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
