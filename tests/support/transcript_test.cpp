#include "tests/support/transcript.h"
#include "tests/support/paths.h"

#include <gtest/gtest.h>

#include <string>

namespace doctor::test {
namespace {

bool match(const std::string& expected, const std::string& actual) {
  return matches(Json::parse(expected), Json::parse(actual));
}

TEST(Transcript, Matches) {
  EXPECT_TRUE(match(R"({"a":1})", R"({"a":1})"));
  EXPECT_TRUE(match(R"({"a":"..."})", R"({"a":{"b":1}})"));
  EXPECT_TRUE(match(R"({"a":1,"...":"..."})", R"({"a":1,"b":2})"));
  EXPECT_TRUE(match(R"([1,"..."])", "[1,2,3]"));
  EXPECT_TRUE(match(R"(["..."])", "[]"));
  EXPECT_FALSE(match(R"({"a":1})", R"({"a":1,"b":2})"));
  EXPECT_FALSE(match(R"({"a":1,"b":"..."})", R"({"a":1})"));
  EXPECT_FALSE(match(R"({"a":1})", R"({"a":2})"));
  EXPECT_FALSE(match(R"({"a":1})", "[1]"));
  EXPECT_FALSE(match("[1]", "[1,2]"));
  EXPECT_FALSE(match(R"([1,2,"..."])", "[1]"));
  EXPECT_FALSE(match(R"("x")", "null"));
}

TEST(Transcript, Expands) {
  EXPECT_EQ(expand("a$REPEAT(xy,3)b"), "axyxyxyb");
  EXPECT_EQ(expand("$REPEAT([,2)$REPEAT(],2)"), "[[]]");
  EXPECT_EQ(expand("12$PAD(8)90"), "12aaaa90");
  EXPECT_NE(expand("{$META}").find("2026-07-28"), std::string::npos);
  EXPECT_NE(expand("{$META(x)}").find("\"x\""), std::string::npos);
}

// The runner must be able to fail, or no transcript says anything.
TEST(Transcript, Complains) {
  const auto run = [](const std::vector<Step>& steps) {
    return run_transcript({"t", "any", steps}, fixture());
  };
  const Step ping{">>", R"({"jsonrpc":"2.0","id":1,"method":"ping"})", 1};
  EXPECT_EQ(run({ping, {"<<", R"({"jsonrpc":"2.0","id":1,"result":{}})", 2}}), "");
  EXPECT_NE(run({ping, {"<<", R"({"jsonrpc":"2.0","id":2,"result":{}})", 2}}), "");
  EXPECT_NE(run({ping, {"<!", "1000", 2}}), "");
  EXPECT_NE(run({ping}), "");
  EXPECT_NE(run({ping, {"<<", R"("...")", 2}, {"<$", "\"id\":2", 3}}), "");
  EXPECT_NE(run({{"==", "exit 0 20", 1}}), "");
  EXPECT_NE(run({{"==", "eof", 1}, {"==", "exit 1 5000", 2}}), "");
}

}  // namespace
}  // namespace doctor::test
