#include "override/line_edits.h"

#include <algorithm>
#include <cstddef>

namespace doctor::override {
namespace {

using Lines = std::vector<std::string_view>;

// Configuration changes by a few lines. More differences than this are not worth their memory: then
// everything between the common beginning and the common end counts as changed.
constexpr int kMaxDifferences = 400;

Lines lines_with_breaks(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// Myers' greedy algorithm (An O(ND) Difference Algorithm, 1986): for each number of differences d
// how far each diagonal k = x - y reaches. `history` remembers the state before each d.
std::vector<LineEdit> shortest(const Lines& a, const Lines& b) {
  const int n = static_cast<int>(a.size());
  const int m = static_cast<int>(b.size());
  const int limit = std::min(n + m, kMaxDifferences);
  std::vector<int> reach(2 * static_cast<std::size_t>(limit) + 3, 0);
  const auto at = [middle = std::ptrdiff_t{limit} + 1](int k) {
    return static_cast<std::size_t>(k + middle);
  };
  // From diagonal k one comes by an added line from k + 1 or by a removed one from k - 1.
  const auto is_addition = [&at](const std::vector<int>& state, int k, int d) {
    return k == -d || (k != d && state[at(k - 1)] < state[at(k + 1)]);
  };
  std::vector<std::vector<int>> history;
  bool is_found = false;
  for (int d = 0; d <= limit && !is_found; ++d) {
    history.push_back(reach);
    for (int k = -d; k <= d && !is_found; k += 2) {
      int x = is_addition(reach, k, d) ? reach[at(k + 1)] : reach[at(k - 1)] + 1;
      while (x < n && x - k < m && a[x] == b[x - k]) ++x;
      reach[at(k)] = x;
      is_found = x >= n && x - k >= m;
    }
  }

  std::vector<LineEdit> edits;
  if (!is_found) {
    for (const std::string_view line : a) edits.push_back({'-', line});
    for (const std::string_view line : b) edits.push_back({'+', line});
    return edits;
  }
  int x = n;
  int y = m;
  for (int d = static_cast<int>(history.size()) - 1; d >= 0; --d) {
    const std::vector<int>& state = history[d];
    const int k = x - y;
    const bool is_added = is_addition(state, k, d);
    const int from_x = d == 0 ? 0 : state[at(is_added ? k + 1 : k - 1)];
    const int from_y = d == 0 ? 0 : from_x - (is_added ? k + 1 : k - 1);
    const int start_x = d == 0 ? 0 : from_x + (is_added ? 0 : 1);
    for (; x > start_x; --x, --y) edits.push_back({' ', a[x - 1]});
    if (d > 0) edits.push_back(is_added ? LineEdit{'+', b[y - 1]} : LineEdit{'-', a[x - 1]});
    x = from_x;
    y = from_y;
  }
  std::reverse(edits.begin(), edits.end());
  return edits;
}

}  // namespace

std::vector<LineEdit> line_edits(std::string_view before, std::string_view after) {
  Lines a = lines_with_breaks(before);
  Lines b = lines_with_breaks(after);
  const auto [start_a, start_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto [end_a, end_b] = std::mismatch(a.rbegin(), std::make_reverse_iterator(start_a),
                                            b.rbegin(), std::make_reverse_iterator(start_b));
  std::vector<LineEdit> edits;
  for (auto line = a.begin(); line != start_a; ++line) edits.push_back({' ', *line});
  const auto middle = shortest({start_a, end_a.base()}, {start_b, end_b.base()});
  edits.insert(edits.end(), middle.begin(), middle.end());
  for (auto line = end_a.base(); line != a.end(); ++line) edits.push_back({' ', *line});
  return edits;
}

}  // namespace doctor::override
