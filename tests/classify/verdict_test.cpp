// From what fired to the report: merging, consequences, order, and the four verdicts.
#include "classify/verdict.h"

#include <gtest/gtest.h>

#include "tests/support/tiny_entries.h"

namespace doctor::test {
namespace {

using classify::Verdict;

std::string block(const std::string& pattern, const std::string& confidence) {
  return "[[match]]\nall = ['" + pattern + "']\nconfidence = \"" + confidence + "\"\n";
}

const std::vector<TinyEntry>& entries() {
  static const std::vector<TinyEntry> all = {
      {"sure", block("sure thing", "certain")},
      {"fair", block("fair guess", "likely")},
      {"vague", block("vague sign", "possible")},
      {"cause", block("root cause", "certain"), {{"explains", "['effect', 'vague']"}}},
      {"effect", block("mere effect", "certain")},
  };
  return all;
}

void check(std::string_view log, Verdict verdict, const std::string& found) {
  static const TinyClassifier tiny(entries());
  EXPECT_EQ(name_of(tiny.classify(log).verdict), name_of(verdict)) << log;
  EXPECT_EQ(tiny.found(log), found) << log;
}

TEST(Verdict, KnownNeedsMoreThanAGuess) {
  check("sure thing\n", Verdict::kKnown, "sure@1");
  check("fair guess\n", Verdict::kKnown, "fair@1");
  check("vague sign\n", Verdict::kUnknown, "vague@1");
}

TEST(Verdict, SurestFirstThenEarliest) {
  check("fair guess\nvague sign\nsure thing\n", Verdict::kKnown, "sure@3 fair@1");
}

TEST(Verdict, ConsequencesAreDropped) {
  check("mere effect\nroot cause\n", Verdict::kKnown, "cause@2");
  check("mere effect\n", Verdict::kKnown, "effect@1");
  check("root cause\nvague sign\n", Verdict::kKnown, "cause@1");
}

// In the output of one command a guess adds nothing to a sure answer; in another command's it does.
TEST(Verdict, AGuessBesideASureAnswer) {
  check("sure thing, vague sign\n", Verdict::kKnown, "sure@1");
  check("sure thing\nvague sign\n", Verdict::kKnown, "sure@1");
  check("$ cargo build\nsure thing\n$ cargo test\nvague sign\n", Verdict::kKnown, "sure@2 vague@4");
}

TEST(Verdict, OneFindingPerEntryAndCrate) {
  const std::string one = "sure thing\nerror: could not compile `one`\n";
  const std::string two = "sure thing\nerror: could not compile `two`\n";
  check("$ cargo build\n" + one + "$ cargo build\n" + one, Verdict::kKnown, "sure@2,3");
  check("$ cargo build\n" + one + "$ cargo build\n" + two, Verdict::kKnown, "sure@2,3 sure@5,6");
  // Where one of them names no crate it is the same one, and the named one stays.
  check("$ cargo build\nsure thing\n$ cargo build\n" + one, Verdict::kKnown, "sure@4,5");
}

// What a finding used as evidence is explained; the rest is told, consequences are not.
TEST(Verdict, Unexplained) {
  const TinyClassifier tiny({{"sure", block("error: sure thing", "certain"), {}},
                             {"other", block("nothing of this", "certain"), {}}});
  const auto unexplained = [&](std::string_view log) {
    std::string out;
    for (const classify::Evidence& line : tiny.classify(log).unexplained) {
      out += std::to_string(line.line) + " ";
    }
    return out;
  };
  EXPECT_EQ(unexplained("error: sure thing\nerror: could not compile `a`\n"), "");
  EXPECT_EQ(unexplained("error: sure thing\nerror: more\nerror: build failed\n"), "2 ");
  EXPECT_EQ(unexplained("error[E0308]: x\nerror: sure thing\n"), "1 ");
  EXPECT_EQ(unexplained("error: build failed\n"), "1 ") << "all that can be seen";
}

TEST(Verdict, ManyUnexplainedLinesAreCounted) {
  std::string log;
  for (int i = 0; i < 50; ++i) log += "error: number " + std::to_string(i) + "\n";
  const std::vector<TinyEntry> none = {{"sure", block("sure thing", "certain")}};
  const classify::Report report = TinyClassifier(none).classify(log);
  EXPECT_EQ(report.unexplained.size(), classify::kMostUnexplained);
  EXPECT_EQ(report.unexplained_total, 50);
}

TEST(Verdict, OrdinaryAndClean) {
  check("error[E0308]: mismatched types\n", Verdict::kOrdinary, "");
  check("error[E0308]: mismatched types\nerror: something else\n", Verdict::kUnknown, "");
  check("test tests::a ... FAILED\ntest result: FAILED. 0 passed; 1 failed\n", Verdict::kOrdinary,
        "");
  check("warning: unused\n", Verdict::kClean, "");
}

// A panic that a passing test wanted is no failure; of a failing one it is an ordinary one.
// What docker says of its step adds nothing; the codes of other tools are failures as well.
TEST(Verdict, OtherTools) {
  check(
      "error[E0432]: x\n"
      "#14 ERROR: process \"/bin/sh -c cargo build\" did not complete successfully: exit code: "
      "101\n",
      Verdict::kOrdinary, "");
  check("error[vulnerability]: x\n", Verdict::kUnknown, "");
  check("crab1: internal compiler error: in parse\n", Verdict::kUnknown, "");
}

TEST(Verdict, Panics) {
  const std::string panic = "thread 'tests::a' panicked at src/lib.rs:1:1:\n";
  check(panic + "test result: ok. 1 passed\n", Verdict::kClean, "");
  check(panic + "test result: FAILED. 0 passed; 1 failed\n", Verdict::kOrdinary, "");
  check(panic, Verdict::kOrdinary, "");
}

// An error with a place in the source is the source's, unless it speaks of the machine.
TEST(Verdict, ErrorsWithAPlace) {
  check("error: expected `;`\n --> src/main.rs:1:1\n", Verdict::kOrdinary, "");
  check("error: unsupported intrinsic\n --> src/main.rs:1:1\n", Verdict::kUnknown, "");
  check("error: expected `;`\n", Verdict::kUnknown, "");
}

}  // namespace
}  // namespace doctor::test
