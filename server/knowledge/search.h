// Ranked look-up over everything an entry says.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "knowledge/knowledge.h"

namespace doctor::knowledge {

struct Ranked {
  const Entry* entry;
  double score;  // only the order means something
};

// An index over a Knowledge, which must outlive it. Immutable after construction.
class Search {
 public:
  explicit Search(const Knowledge& knowledge);

  // Entries that share words with the query, best first; ties by id. What scores far below the best
  // one is left out. Words that no entry has match by beginning and by small misspellings.
  std::vector<Ranked> find(Text query) const;

 private:
  struct Posting {
    std::size_t entry;
    double weight;
  };
  using Postings = std::vector<Posting>;

  void add(std::size_t entry, Text text, double weight);
  std::vector<std::pair<const Postings*, double>> expand(const std::string& word) const;

  const Knowledge& knowledge_;
  std::map<std::string, Postings, std::less<>> index_;
};

}  // namespace doctor::knowledge
