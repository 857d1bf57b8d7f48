#include "classify/literal_filter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/text.h"

namespace doctor::classify {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

void check(const std::vector<std::string>& literals, std::string_view text, std::size_t from,
           std::size_t expected) {
  const LiteralFilter filter(LiteralFilter::without_covered(literals));
  EXPECT_EQ(filter.find(text, from), expected) << text << " from " << from;
}

TEST(LiteralFilter, FindsTheFirst) {
  check({"error"}, "error", 0, 0);
  check({"error"}, "an error, an error", 0, 3);
  check({"error"}, "an error, an error", 4, 13);
  check({"error"}, "an erro", 0, kNone);
  check({"error"}, "", 0, kNone);
  check({"error"}, "error", 5, kNone);
  check({"error"}, "error", 99, kNone);
}

TEST(LiteralFilter, IgnoresCaseOfAsciiOnly) {
  check({"error"}, "An ERRor", 0, 3);
  check({"caf\xC3\xA9 au lait"}, "CAF\xC3\x89 au lait", 0, kNone);
  check({"[code]"}, "{CODE}", 0, kNone);  // 0x20 apart like letters, but no letters
}

TEST(LiteralFilter, LiteralsOfDifferentLengths) {
  check({"panicked at", "warns"}, "thread panicked at x", 0, 7);
  check({"panicked at", "warns"}, "thread panicked aT", 0, 7);
  check({"panicked at", "warns"}, "thread panicked a", 0, kNone);
  check({std::string(300, 'x'), "warns"}, std::string(299, 'x'), 0, kNone);
  check({std::string(300, 'x')}, "y" + std::string(300, 'x'), 0, 1);
}

// The longer one occurs only where the shorter one does, so the shorter one alone is looked for.
TEST(LiteralFilter, ALiteralInsideAnotherStandsForBoth) {
  check({"could not compile", "compile"}, "could not compile", 0, 10);
  check({"twice", "twice"}, "the twice", 0, 4);
}

TEST(LiteralFilter, WithoutLiteralsNothingIsFound) {
  check({}, "text", 0, kNone);
}

// Offset of the first occurrence of any literal, each looked for by itself.
std::size_t brute_force(const std::vector<std::string>& literals, const std::string& lower,
                        std::size_t from) {
  std::size_t first = kNone;
  for (const std::string& literal : literals) first = std::min(first, lower.find(literal, from));
  return first;
}

// Which of several occurrences in one line is found is left open: the whole line is looked at.
TEST(LiteralFilter, AgreesWithBruteForce) {
  std::mt19937 random(20260722);  // NOLINT: the same texts each time
  const auto below = [&](std::size_t limit) { return random() % limit; };
  // Few letters, so that hits, near hits and overlaps are frequent.
  const auto word = [&](std::size_t length, std::string_view letters) {
    std::string out;
    while (out.size() < length) out += letters[below(letters.size())];
    return out;
  };
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::string> literals;
    for (std::size_t count = 1 + below(6); count > 0; --count) {
      literals.push_back(word(LiteralFilter::kShortest + below(5), "ab:"));
    }
    const std::string text = word(below(200), "abABab::ab\n ");
    const std::string lower = text::lower(text);
    const LiteralFilter filter(LiteralFilter::without_covered(literals));
    for (std::size_t from = 0; from <= text.size(); ++from) {
      const std::size_t found = filter.find(text, from);
      const std::size_t first = brute_force(filter.literals(), lower, from);
      ASSERT_EQ(found == kNone, first == kNone) << round << " from " << from << ": " << text;
      if (found == kNone) continue;
      ASSERT_EQ(brute_force(filter.literals(), lower, found), found) << text;
      ASSERT_GE(found, from);
      ASSERT_EQ(text.substr(first, found - first).find('\n'), kNone) << "a line was passed over";
    }
  }
}

TEST(LiteralFilter, PassesOverIgnoredLiterals) {
  const LiteralFilter filter({"first", "second"});
  LiteralFilter::Ignored ignored(filter.literals().size());
  ignored[filter.literals()[0] == "first" ? 0 : 1] = true;
  EXPECT_EQ(filter.find("the first, the second", 0), 4U);
  EXPECT_EQ(filter.find("the first, the second", 0, ignored), 15U);
}

// Bytes above 0x7F must not be taken for negative numbers.
TEST(LiteralFilter, AllBytes) {
  std::string text;
  for (int round = 0; round < 3; ++round) {
    for (int byte = 0; byte < 256; ++byte) text += static_cast<char>(byte);
  }
  check({text.substr(0x90, 5)}, text, 0, 0x90);
  check({text.substr(0xFD, 5)}, text, 0, 0xFD);
  check({text.substr(0xFD, 5)}, text, 0xFE, 0x1FD);
}

}  // namespace
}  // namespace doctor::classify
