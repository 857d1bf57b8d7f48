#include "override/line_edits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace doctor::override {
namespace {

// The lines that have not `mark`: one of the two texts again.
std::string without(char mark, const std::vector<LineEdit>& edits) {
  std::string out;
  for (const LineEdit& edit : edits) {
    if (edit.mark != mark) out += edit.line;
  }
  return out;
}

std::size_t changed(const std::vector<LineEdit>& edits) {
  return static_cast<std::size_t>(
      std::count_if(edits.begin(), edits.end(), [](const LineEdit& e) { return e.mark != ' '; }));
}

// Texts whose lines are one letter: the fewest lines that must change, by the textbook's table.
std::size_t fewest(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> common(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      common[i][j] = a[i - 1] == b[j - 1] ? common[i - 1][j - 1] + 1
                                          : std::max(common[i - 1][j], common[i][j - 1]);
    }
  }
  return a.size() + b.size() - 2 * common[a.size()][b.size()];
}

TEST(LineEdits, AreTheFewest) {
  std::mt19937 random(4);
  for (int round = 0; round < 2000; ++round) {
    std::string letters[2];
    std::string texts[2];
    for (int side = 0; side < 2; ++side) {
      for (auto left = random() % 12; left > 0; --left) {
        letters[side] += static_cast<char>('a' + random() % 3);
        texts[side] += letters[side].substr(letters[side].size() - 1) + "\n";
      }
    }
    const auto edits = line_edits(texts[0], texts[1]);
    EXPECT_EQ(without('+', edits), texts[0]);
    EXPECT_EQ(without('-', edits), texts[1]);
    EXPECT_EQ(changed(edits), fewest(letters[0], letters[1])) << letters[0] << " " << letters[1];
  }
}

TEST(LineEdits, OldLinesComeFirst) {
  std::string marks;
  for (const LineEdit& edit : line_edits("1\n2\n3\n4\n", "1\nb\nc\n4\n")) marks += edit.mark;
  EXPECT_EQ(marks, " --++ ");
}

TEST(LineEdits, TextsWithNothingInCommonCostNoMore) {
  std::string before = "first\n";
  std::string after = "first\n";
  for (int i = 0; i < 20'000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  before += "last";
  after += "last";
  const auto edits = line_edits(before, after);
  EXPECT_TRUE(without('+', edits) == before);
  EXPECT_TRUE(without('-', edits) == after);
  EXPECT_EQ(changed(edits), 40'000U);
}

}  // namespace
}  // namespace doctor::override
