#include "mcp/server.h"

#include <gtest/gtest.h>

#include "tests/support/fake_toolbox.h"

namespace doctor::mcp {
namespace {

const Server& server() {
  static const Server one({"name", "Title", "1.2.3", "Do this."}, {test::fake_toolbox()});
  return one;
}

TEST(Server, FindsByExactName) {
  EXPECT_EQ(server().find("echo")->title, "Echo");
  EXPECT_NE(server().find("hidden"), nullptr);
  EXPECT_EQ(server().find("Echo"), nullptr);
  EXPECT_EQ(server().find(""), nullptr);
}

TEST(Server, SuggestsListedToolsOnly) {
  EXPECT_EQ(server().unknown_tool("ecko"), "Unknown tool: ecko. Did you mean echo?");
  EXPECT_EQ(server().unknown_tool("hiden"), "Unknown tool: hiden");
  EXPECT_LT(server().unknown_tool(std::string(100'000, 'x')).size(), 200U);
}

Json declared(Offer offer) {
  return Server({"n", "T", "1", ""}, std::move(offer)).capabilities();
}

TEST(Server, DeclaresWhatThereIs) {
  EXPECT_EQ(server().capabilities(), Json::parse(R"({"tools":{}})"));
  const Resource page{"a://b", {"b", "B", "", "text/plain"}, nullptr};
  const ResourceTemplate family{"a://{b}", {"b", "B", "", "text/plain"}, nullptr};
  const Prompt prompt{"p", "P", "", {{"x", ""}}, nullptr};
  const auto values = [](const std::string&) { return std::vector<std::string>(); };
  EXPECT_EQ(declared({.resources = {page}}), Json::parse(R"({"tools":{},"resources":{}})"));
  EXPECT_EQ(declared({.templates = {family}}), Json::parse(R"({"tools":{},"resources":{}})"));
  EXPECT_EQ(declared({.prompts = {prompt}}), Json::parse(R"({"tools":{},"prompts":{}})"));
  EXPECT_EQ(declared({.prompts = {{"p", "P", "", {{"x", "", false, values}}, nullptr}}}),
            Json::parse(R"({"tools":{},"prompts":{},"completions":{}})"));
  Subscriptions changes;
  EXPECT_EQ(
      declared({.templates = {family}, .prompts = {prompt}, .logs = true, .changes = &changes}),
      Json::parse(R"({"tools":{"listChanged":true},"prompts":{"listChanged":true},
                "resources":{"listChanged":true,"subscribe":true},"logging":{}})"));
}

TEST(Server, IconsAreForTheHandshake) {
  const Server plain({"n", "T", "1", ""}, {});
  EXPECT_EQ(plain.info(), Json::parse(R"({"name":"n","title":"T","version":"1"})"));
  EXPECT_EQ(plain.full_info(), plain.info());
  const Server pretty({"n", "T", "1", "", Json::parse(R"([{"src":"data:,"}])")}, {});
  EXPECT_EQ(pretty.info(), plain.info());
  EXPECT_EQ(pretty.full_info()["icons"][0]["src"], "data:,");
}

}  // namespace
}  // namespace doctor::mcp
