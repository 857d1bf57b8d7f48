#include "mcp/listings.h"

#include <gtest/gtest.h>

#include "tests/support/asked.h"
#include "tests/support/fake_offer.h"

namespace doctor::mcp {
namespace {

const Server& server() {
  static const Server one({"n", "T", "1", ""}, test::fake_offer());
  return one;
}

Json list(const std::string& method, const std::string& params = "{}", Era era = Era::kLegacy) {
  return test::ask(server(), {era}, method, params).result;
}

std::string names(const Json& items) {
  std::string text;
  for (const Json& item : items) text += item["name"].get<std::string>() + " ";
  return text;
}

TEST(Listings, ToolsInTheOrderOfTheToolboxWithoutHiddenOnes) {
  const Json tools = list("tools/list")["tools"];
  EXPECT_EQ(names(tools), "echo slow deaf failing ask log ");
  const Json& echo = tools[0];
  EXPECT_EQ(echo["title"], "Echo");
  EXPECT_EQ(echo["inputSchema"]["type"], "object");
  EXPECT_EQ(echo["annotations"], Json::parse(R"({"title":"Echo","readOnlyHint":true,
      "destructiveHint":false,"idempotentHint":true,"openWorldHint":false})"));
  EXPECT_EQ(echo["_meta"], Json::parse(R"({"anthropic/alwaysLoad":true})"));
  EXPECT_FALSE(echo.contains("outputSchema"));
  EXPECT_FALSE(echo.contains("icons"));
  EXPECT_FALSE(tools[1].contains("_meta"));
}

TEST(Listings, PagesHoldEverythingOnce) {
  std::string all;
  std::string params = "{}";
  for (int pages = 1; pages <= 3; ++pages) {
    const Json page = list("resources/list", params);
    all += names(page["resources"]);
    ASSERT_EQ(page.contains("nextCursor"), pages < 3);
    if (pages < 3) params = json::print({{"cursor", page["nextCursor"]}});
  }
  std::string expected;
  for (int i = 0; i < 120; ++i) expected += std::to_string(i) + " ";
  EXPECT_EQ(all, expected);
  EXPECT_EQ(list("resources/list", R"({"cursor":"resources/list:1"})")["error"]["code"], -32602);
  EXPECT_EQ(list("prompts/list", R"({"cursor":"resources/list:50"})")["error"]["code"], -32602);
  EXPECT_EQ(list("tools/list", R"({"cursor":""})")["error"]["code"], -32602);
  EXPECT_EQ(list("tools/list", R"({"cursor":5})")["error"]["code"], -32602);
}

TEST(Listings, Descriptions) {
  EXPECT_EQ(list("resources/list")["resources"][0],
            Json::parse(R"({"uri":"test://page/0","name":"0","title":"0","description":"A test.",
                "mimeType":"text/plain"})"));
  EXPECT_EQ(list("resources/templates/list")["resourceTemplates"],
            Json::parse(R"([{"uriTemplate":"test://item/{id}","name":"item","title":"item",
                "description":"A test.","mimeType":"text/plain"}])"));
  EXPECT_EQ(list("prompts/list")["prompts"][0],
            Json::parse(R"({"name":"greet","title":"Greet","description":"Greets.","arguments":[
                {"name":"name","description":"Whom","required":true},
                {"name":"tone","description":"How","required":false}]})"));
}

TEST(Listings, IconsWhereThereAreSome) {
  const Json icons = Json::parse(R"([{"src":"data:,"}])");
  Offer offer = test::fake_offer();
  offer.tools[0].icons = icons;
  offer.resources[0].card.icons = icons;
  offer.templates[0].card.icons = icons;
  offer.prompts[0].icons = icons;
  const Server pretty({"n", "T", "1", ""}, std::move(offer));
  const auto first = [&](const std::string& method, const char* member) {
    return test::ask(pretty, {Era::kModern}, method, "{}").result[member][0]["icons"];
  };
  EXPECT_EQ(first("tools/list", "tools"), icons);
  EXPECT_EQ(first("resources/list", "resources"), icons);
  EXPECT_EQ(first("resources/templates/list", "resourceTemplates"), icons);
  EXPECT_EQ(first("prompts/list", "prompts"), icons);
}

TEST(Listings, CachingHintsAreModern) {
  for (const char* method :
       {"tools/list", "resources/list", "resources/templates/list", "prompts/list"}) {
    EXPECT_EQ(list(method, "{}", Era::kModern)["ttlMs"], 60000) << method;
    EXPECT_EQ(list(method, "{}", Era::kModern)["cacheScope"], "public") << method;
    EXPECT_FALSE(list(method).contains("ttlMs")) << method;
  }
}

}  // namespace
}  // namespace doctor::mcp
