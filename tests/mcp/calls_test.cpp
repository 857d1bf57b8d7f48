#include "mcp/calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/fake_toolbox.h"

namespace doctor::mcp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Server& server() {
  static const Server one(
      {"n", "T", "1", ""}, {[] {
        Toolbox tools = test::fake_toolbox();
        tools.push_back({"steps",
                         "Steps",
                         "Reports.",
                         {{"type", "object"}},
                         nullptr,
                         true,
                         [](const Json&, const ToolContext& context) -> ToolResult {
                           for (const double done : {1.0, 1.0, 0.5, 2.5, 2.0, 3.0}) {
                             context.progress(done, done > 2.6 ? 0.0 : 4.0, done > 2.6 ? "" : "m");
                           }
                           return {"ok", std::nullopt, false};
                         }});
        return tools;
      }()});
  return one;
}

struct Ran {
  Json result;
  std::vector<std::string> notifications;
};

Ran run(const std::string& params) {
  rpc::Reaction reaction =
      call_tool(server(), {Era::kLegacy}, {"1", "tools/call", Json::parse(params), 0, false});
  if (const auto* answer = std::get_if<rpc::Answer>(&reaction)) {
    return {Json::parse(answer->result), {}};
  }
  Ran ran;
  const rpc::CallContext context{{}, [&ran](const std::string& method, const Json& sent) {
                                   ran.notifications.push_back(method + " " + json::print(sent));
                                 }};
  const rpc::Outcome outcome = std::get<rpc::Later>(reaction).run(context);
  ran.result = Json::parse(std::get<rpc::Answer>(outcome).result);
  return ran;
}

TEST(Calls, PassesArgumentsAndResults) {
  EXPECT_EQ(run(R"({"name":"echo","arguments":{"text":"x","times":2}})").result,
            Json::parse(R"({"content":[{"type":"text","text":"xx"}],"isError":false})"));
  EXPECT_EQ(run(R"({"name":"hidden"})").result["content"][0]["text"], "found");
  EXPECT_EQ(run(R"({"name":"hidden","arguments":null})").result["content"][0]["text"], "found");
}

TEST(Calls, FaultyArgumentsAreAResult) {
  const Json result = run(R"({"name":"echo","arguments":{"text":1}})").result;
  EXPECT_EQ(result["isError"], true);
  EXPECT_EQ(result["content"][0]["text"], "`text` must be a string, but is 1.");
  EXPECT_EQ(run(R"({"name":"echo","arguments":"x"})").result["isError"], true);
}

TEST(Calls, ProgressIncreasesStrictly) {
  EXPECT_THAT(
      run(R"({"name":"steps","_meta":{"progressToken":"t"}})").notifications,
      ElementsAre(
          R"(notifications/progress {"message":"m","progress":1,"progressToken":"t","total":4})",
          R"(notifications/progress {"message":"m","progress":2.5,"progressToken":"t","total":4})",
          R"(notifications/progress {"progress":3,"progressToken":"t"})"));
}

TEST(Calls, ProgressNeedsAToken) {
  EXPECT_THAT(run(R"({"name":"steps"})").notifications, IsEmpty());
  EXPECT_THAT(run(R"({"name":"steps","_meta":{}})").notifications, IsEmpty());
  EXPECT_THAT(run(R"({"name":"steps","_meta":{"progressToken":null}})").notifications, IsEmpty());
  EXPECT_THAT(run(R"({"name":"steps","_meta":{"progressToken":{}}})").notifications, IsEmpty());
  EXPECT_EQ(run(R"({"name":"steps","_meta":{"progressToken":0}})").notifications.size(), 3U);
}

}  // namespace
}  // namespace doctor::mcp
