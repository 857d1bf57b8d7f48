#include "mcp/server.h"

#include <gtest/gtest.h>

#include "tests/support/fake_toolbox.h"

namespace doctor::mcp {
namespace {

const Server& server() {
  static const Server one({"name", "Title", "1.2.3", "Do this."}, test::fake_toolbox());
  return one;
}

TEST(Server, ListsInTheOrderOfTheToolboxWithoutHiddenTools) {
  const Json listing = server().listing();
  std::string names;
  for (const Json& tool : listing) names += tool["name"].get<std::string>() + " ";
  EXPECT_EQ(names, "echo slow deaf failing ");
}

TEST(Server, AListingIsComplete) {
  const Json echo = server().listing()[0];
  EXPECT_EQ(echo["title"], "Echo");
  EXPECT_EQ(echo["inputSchema"]["type"], "object");
  EXPECT_EQ(echo["annotations"], Json::parse(R"({"title":"Echo","readOnlyHint":true,
      "destructiveHint":false,"idempotentHint":true,"openWorldHint":false})"));
  EXPECT_EQ(echo["_meta"], Json::parse(R"({"anthropic/alwaysLoad":true})"));
  EXPECT_FALSE(echo.contains("outputSchema"));
  EXPECT_FALSE(server().listing()[1].contains("_meta"));
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

TEST(Server, DeclaresToolsThatNeverChange) {
  EXPECT_EQ(Server::capabilities(), Json::parse(R"({"tools":{}})"));
  EXPECT_EQ(server().info(), Json::parse(R"({"name":"name","title":"Title","version":"1.2.3"})"));
}

}  // namespace
}  // namespace doctor::mcp
