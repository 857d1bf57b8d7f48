#include "mcp/results.h"

#include <gtest/gtest.h>

#include <string>

namespace doctor::mcp {
namespace {

const Server& server() {
  static const Server one({"n", "T", "1", ""}, {});
  return one;
}

void check(const rpc::Answer& answer, const std::string& expected) {
  EXPECT_EQ(Json::parse(answer.result), Json::parse(expected));
}

TEST(Results, OnlyModernOnesAreDecorated) {
  check(complete(server(), Era::kLegacy, {{"a", 1}}), R"({"a":1})");
  check(complete(server(), Era::kModern, {{"a", 1}}),
        R"({"a":1,"resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":
            {"name":"n","title":"T","version":"1"}}})");
  check(complete_cached(server(), Era::kLegacy, {{"a", 1}}, 5), R"({"a":1})");
  const Json cached = Json::parse(complete_cached(server(), Era::kModern, {{"a", 1}}, 5).result);
  EXPECT_EQ(cached["ttlMs"], 5);
  EXPECT_EQ(cached["cacheScope"], "public");
}

TEST(Results, Calls) {
  EXPECT_EQ(call_result(Era::kLegacy, {"x", std::nullopt, false}),
            Json::parse(R"({"content":[{"type":"text","text":"x"}],"isError":false})"));
  EXPECT_EQ(call_result(Era::kLegacy, {"", std::nullopt, false}),
            Json::parse(R"({"content":[],"isError":false})"));
  EXPECT_EQ(call_result(Era::kModern, {"x", std::nullopt, true})["isError"], true);
  EXPECT_EQ(call_result(Era::kLegacy, {"x", Json{{"a", 1}}, false})["structuredContent"]["a"], 1);
  EXPECT_EQ(call_result(Era::kModern, {"x", Json::array({1}), false})["structuredContent"][0], 1);
  EXPECT_FALSE(
      call_result(Era::kLegacy, {"x", Json::array({1}), false}).contains("structuredContent"));
}

TEST(Results, BrokenTextIsRepaired) {
  const rpc::Answer answer =
      complete(server(), Era::kLegacy, call_result(Era::kLegacy, {"a\xff\n", std::nullopt, false}));
  EXPECT_EQ(Json::parse(answer.result)["content"][0]["text"], "a\xEF\xBF\xBD\n");
  EXPECT_EQ(answer.result.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace doctor::mcp
