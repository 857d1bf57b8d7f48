#include "base/similar.h"

#include <algorithm>

#include "base/text.h"

namespace doctor {

int edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<int>> cost(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = static_cast<int>(i);
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int replaced = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

std::string closest(std::string_view word, const std::vector<std::string_view>& candidates) {
  constexpr std::size_t kLongestWord = 200;  // the cost grows with the product of both lengths
  if (word.empty() || word.size() > kLongestWord) return {};
  const std::string wanted = text::lower(word);
  std::string_view best;
  int best_cost = 0;
  for (std::string_view candidate : candidates) {
    const std::string known = text::lower(candidate);
    const bool contained = wanted.size() >= 4 && (known.find(wanted) != std::string::npos ||
                                                  wanted.find(known) != std::string::npos);
    const int cost = edit_distance(wanted, known);
    const int limit =
        static_cast<int>(std::max<std::size_t>(1, std::min(wanted.size(), known.size()) / 3));
    if (!contained && cost > limit) continue;
    if (best.empty() || cost < best_cost) {
      best = candidate;
      best_cost = cost;
    }
  }
  return std::string(best);
}

}  // namespace doctor
