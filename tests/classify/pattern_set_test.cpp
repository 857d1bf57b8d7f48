#include "classify/pattern_set.h"

#include <gtest/gtest.h>

#include <thread>

namespace doctor::classify {
namespace {

PatternSet set_of(const std::vector<std::string>& patterns) {
  PatternSet set;
  for (const std::string& pattern : patterns) EXPECT_TRUE(set.add(pattern).ok()) << pattern;
  EXPECT_FALSE(set.compile().has_value());
  return set;
}

TEST(PatternSet, NumbersEachTextOnce) {
  PatternSet set;
  EXPECT_EQ(set.add("one").value(), 0);
  EXPECT_EQ(set.add("two").value(), 1);
  EXPECT_EQ(set.add("one").value(), 0);
  EXPECT_EQ(set.size(), 2);
}

TEST(PatternSet, RefusesWhatRe2CannotRun) {
  PatternSet set;
  for (const char* pattern : {"(", "a(?=b)", "(a)\\1", "[z-a]", "a{2,1}", "\\"}) {
    const Result<int> added = set.add(pattern);
    ASSERT_FALSE(added.ok()) << pattern;
    EXPECT_EQ(added.problem().message.find("the pattern `" + std::string(pattern) + "` cannot be"),
              0U)
        << added.problem().message;
  }
  EXPECT_EQ(set.add("fine").value(), 0) << "a refused pattern takes no number";
}

TEST(PatternSet, MatchesAnywhereAndAppendsInOrder) {
  const PatternSet set = set_of({"c+", "^a", "b", "d$"});
  std::vector<int> found = {7};
  set.match("abcd", found);
  EXPECT_EQ(found, (std::vector<int>{7, 0, 1, 2, 3}));
  found.clear();
  set.match("xxx", found);
  EXPECT_TRUE(found.empty());
}

TEST(PatternSet, IsCaseSensitiveUnlessToldOtherwise) {
  const PatternSet set = set_of({"error", "(?i)warning"});
  std::vector<int> found;
  set.match("Error: WARNING", found);
  EXPECT_EQ(found, std::vector<int>{1});
}

TEST(PatternSet, GivesGroups) {
  const PatternSet set = set_of({"could not compile `([^`]+?)(?: v([0-9.]+))?`"});
  using Groups = std::vector<std::string>;
  EXPECT_EQ(set.groups(0, "error: could not compile `a v1.2`").value(), (Groups{"a", "1.2"}));
  EXPECT_EQ(set.groups(0, "could not compile `a` (lib)").value(), (Groups{"a", ""}));
  EXPECT_FALSE(set.groups(0, "compiled").has_value());
}

// Captures are made when they are first asked for, on whatever thread that happens.
TEST(PatternSet, GroupsFromSeveralThreads) {
  const PatternSet set = set_of({"a(.)", "b(.)", "c(.)"});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&set] {
      for (int round = 0; round < 100; ++round) {
        EXPECT_EQ(set.groups(round % 3, "a1 b2 c3")->front(), std::to_string(round % 3 + 1));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(PatternSet, GivesLiterals) {
  const PatternSet set = set_of({"error: a", "[a-z]+"});
  EXPECT_EQ(set.literals(0), std::vector<std::string>{"error: a"});
  EXPECT_TRUE(set.literals(1).empty());
}

// RE2 is linear: what takes a backtracking engine for ever, or its stack, is nothing here.
TEST(PatternSet, HostileLines) {
  const PatternSet set = set_of({"(a+)+b", "(?:x|xx)*y"});
  std::vector<int> found;
  set.match(std::string(1 << 20, 'a') + std::string(1 << 20, 'x'), found);
  EXPECT_TRUE(found.empty());
  set.match(std::string_view("\0\xff\xfe xy", 6), found);
  EXPECT_EQ(found, std::vector<int>{1});
}

}  // namespace
}  // namespace doctor::classify
