#include "tools/bash_output.h"

#include <gtest/gtest.h>

namespace doctor::test {
namespace {

TEST(BashOutput, ExitCode) {
  EXPECT_EQ(tools::without_exit_code("Exit code 101\nerror: x\n"), "error: x\n");
  EXPECT_EQ(tools::without_exit_code("Exit code 1"), "");
  EXPECT_EQ(tools::without_exit_code("error: x"), "error: x");
  EXPECT_EQ(tools::without_exit_code(""), "");
}

TEST(BashOutput, CutCharacters) {
  EXPECT_EQ(tools::cut_characters("a\n\n... [20012 characters truncated] ...\n\nb"), 20012);
  EXPECT_EQ(tools::cut_characters("a\nb"), 0);
  EXPECT_EQ(tools::cut_characters(" characters truncated] ..."), 0);
}

TEST(BashOutput, SignsOfFailure) {
  EXPECT_TRUE(tools::shows_failure("error: could not compile `a` (lib) due to 1 error"));
  EXPECT_TRUE(tools::shows_failure("fatal runtime error: failed to initiate panic, error 5"));
  EXPECT_FALSE(tools::shows_failure("    Finished `dev` profile in 0.1s"));
  EXPECT_FALSE(tools::shows_failure(""));
}

TEST(BashOutput, Tests) {
  const tools::TestCount none = tools::count_tests("    Finished\n");
  EXPECT_EQ(none.summaries, 0);
  const tools::TestCount empty = tools::count_tests(
      "running 0 tests\n\n"
      "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 5 filtered out; finished in "
      "0.00s\n   Doc-tests app\n\n"
      "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out; finished in "
      "0.00s\n");
  EXPECT_EQ(empty.summaries, 2);
  EXPECT_EQ(empty.run, 0);
  EXPECT_EQ(empty.filtered, 7);
  const tools::TestCount some = tools::count_tests(
      "test result: FAILED. 12 passed; 3 failed; 1 ignored; 2 measured; 0 filtered out\n");
  EXPECT_EQ(some.run, 18);
  EXPECT_EQ(some.filtered, 0);
}

}  // namespace
}  // namespace doctor::test
