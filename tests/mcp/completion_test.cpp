#include "mcp/completion.h"

#include <gtest/gtest.h>

#include "tests/support/asked.h"
#include "tests/support/fake_offer.h"

namespace doctor::mcp {
namespace {

Json complete(const std::string& ref, const std::string& argument) {
  static const Server server({"n", "T", "1", ""}, test::fake_offer());
  const Json result = test::ask(server, {}, "completion/complete",
                                R"({"ref":)" + ref + R"(,"argument":)" + argument + "}")
                          .result;
  return result.contains("error") ? result["error"]["code"] : result["completion"];
}

const std::string kGreet = R"({"type":"ref/prompt","name":"greet"})";
const std::string kItem = R"({"type":"ref/resource","uri":"test://item/{id}"})";
const Json kNothing = Json::parse(R"({"values":[],"total":0,"hasMore":false})");

TEST(Completion, AtMostAHundredValues) {
  const Json many = complete(kGreet, R"({"name":"name","value":"x"})");
  EXPECT_EQ(many["values"].size(), 100U);
  EXPECT_EQ(many["values"][0], "x0");
  EXPECT_EQ(many["total"], 150);
  EXPECT_EQ(many["hasMore"], true);
  EXPECT_EQ(complete(kItem, R"({"name":"id","value":"a"})"),
            Json::parse(R"({"values":["id:a"],"total":1,"hasMore":false})"));
  EXPECT_EQ(complete(kGreet, R"({"name":"tone","value":"x"})"), kNothing);
  EXPECT_EQ(
      complete(R"({"type":"ref/resource","uri":"test://page/1"})", R"({"name":"id","value":""})"),
      kNothing);
}

TEST(Completion, WhatIsNotOffered) {
  const std::string good = R"({"name":"name","value":"x"})";
  EXPECT_EQ(complete(R"({"type":"ref/prompt","name":"no"})", good), -32602);
  EXPECT_EQ(complete(R"({"type":"ref/resource","uri":"test://no"})", good), -32602);
  EXPECT_EQ(complete(R"({"type":"ref/tool","name":"echo"})", good), -32602);
  EXPECT_EQ(complete("{}", good), -32602);
  EXPECT_EQ(complete("5", good), -32602);
  EXPECT_EQ(complete(kGreet, R"({"name":"no","value":"x"})"), -32602);
  EXPECT_EQ(complete(kItem, R"({"name":"no","value":"x"})"), -32602);
  EXPECT_EQ(complete(kGreet, R"({"name":"name","value":5})"), -32602);
  EXPECT_EQ(complete(kGreet, R"({"name":"name"})"), -32602);
  EXPECT_EQ(complete(kGreet, "null"), -32602);
}

}  // namespace
}  // namespace doctor::mcp
