#include "knowledge/search.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/similar.h"
#include "base/text.h"

namespace doctor::knowledge {
namespace {

// Words that say nothing about a problem.
constexpr Text kStopWords[] = {"a",    "an",   "and",  "are",  "as",    "at",   "be",    "but",
                               "by",   "can",  "do",   "does", "for",   "from", "how",   "i",
                               "if",   "in",   "is",   "it",   "my",    "not",  "of",    "on",
                               "or",   "the",  "this", "to",   "was",   "what", "when",  "why",
                               "with", "work", "you",  "your", "error", "fail", "after", "get"};

bool is_stop_word(const std::string& word) {
  return std::find(std::begin(kStopWords), std::end(kStopWords), word) != std::end(kStopWords);
}

// "tests" and "test", "fails" and "fail" are one word.
std::string stem(std::string word) {
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") &&
      word.find_first_of("0123456789_") == std::string::npos) {
    word.pop_back();
  }
  return word;
}

// Lower-case words; one with inner `_` counts whole and by its parts, so that symbols are found
// either way.
std::vector<std::string> words_of(Text text) {
  std::vector<std::string> words;
  std::size_t i = 0;
  while (i < text.size()) {
    if (!text::is_word(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && text::is_word(text[end])) ++end;
    const std::string word = text::lower(text.substr(i, end - i));
    words.push_back(stem(word));
    if (word.find('_') != std::string::npos) {
      for (const Text part : text::split(word, '_')) {
        if (part.size() > 1) words.push_back(stem(std::string(part)));
      }
    }
    i = end;
  }
  return words;
}

}  // namespace

Search::Search(const Knowledge& knowledge) : knowledge_(knowledge) {
  const auto entries = knowledge.entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    add(i, entry.id, 4);
    add(i, entry.title, 5);
    add(i, entry.cause, 1.5);
    add(i, entry.details, 0.7);
    add(i, entry.area, 1);
    for (const Text alias : entry.aliases) add(i, alias, 3);
    for (const Text keyword : entry.keywords) add(i, keyword, 5);
    for (const Text message : entry.messages) add(i, message, 4);
    for (const Text platform : entry.platforms) add(i, platform, 1);
    for (const Crate& crate : entry.crates) add(i, crate.name, 6);
    for (const Fix& fix : entry.fixes) add(i, fix.title, 1);
  }
}

void Search::add(std::size_t entry, Text text, double weight) {
  for (const std::string& word : words_of(text)) {
    Postings& postings = index_[word];
    if (postings.empty() || postings.back().entry != entry) {
      postings.push_back({entry, weight});
    } else {
      // Saying a word twice makes it a little more likely to be the subject, not twice as likely.
      postings.back().weight = std::max(postings.back().weight, weight) + 0.1;
    }
  }
}

std::vector<std::pair<const Search::Postings*, double>> Search::expand(
    const std::string& word) const {
  constexpr double kBeginning = 0.6;
  constexpr double kMisspelt = 0.5;
  std::vector<std::pair<const Postings*, double>> found;
  const auto exact = index_.find(word);
  if (exact != index_.end()) {
    found.emplace_back(&exact->second, 1.0);
    return found;
  }
  if (word.size() >= 3) {
    for (auto it = index_.lower_bound(word); it != index_.end() && it->first.starts_with(word);
         ++it) {
      found.emplace_back(&it->second, kBeginning);
    }
  }
  constexpr std::size_t kLongestMisspelt = 40;
  if (!found.empty() || word.size() < 4 || word.size() > kLongestMisspelt) return found;
  const int allowed = word.size() >= 8 ? 2 : 1;
  for (const auto& [known, postings] : index_) {
    const std::size_t longer = std::max(known.size(), word.size());
    if (longer - std::min(known.size(), word.size()) > 2) continue;
    if (edit_distance(word, known) <= allowed) found.emplace_back(&postings, kMisspelt);
  }
  return found;
}

std::vector<Ranked> Search::find(Text query) const {
  const auto entries = knowledge_.entries();
  std::set<std::string> wanted;
  for (std::string& word : words_of(query)) {
    if (!is_stop_word(word)) wanted.insert(std::move(word));
  }
  std::vector<double> score(entries.size());
  std::vector<int> covered(entries.size());
  for (const std::string& word : wanted) {
    std::vector<double> best(entries.size());  // of this word, over its expansions
    for (const auto& [postings, certainty] : expand(word)) {
      const double rarity = std::log(1.0 + static_cast<double>(entries.size()) /
                                               static_cast<double>(postings->size()));
      for (const Posting& posting : *postings) {
        best[posting.entry] = std::max(best[posting.entry], posting.weight * rarity * certainty);
      }
    }
    for (std::size_t i = 0; i < best.size(); ++i) {
      score[i] += best[i];
      covered[i] += best[i] > 0 ? 1 : 0;
    }
  }
  if (wanted.empty()) return {};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    score[i] *= covered[i] / static_cast<double>(wanted.size());
  }
  // What shares only a common word with the question is no answer to it.
  constexpr double kLeastShare = 0.15;
  const double best = entries.empty() ? 0 : *std::max_element(score.begin(), score.end());
  std::vector<Ranked> ranked;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (score[i] > 0 && score[i] >= best * kLeastShare) ranked.push_back({&entries[i], score[i]});
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
  return ranked;
}

}  // namespace doctor::knowledge
