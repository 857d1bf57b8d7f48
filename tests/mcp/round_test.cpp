#include "mcp/round.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/asked.h"
#include "tests/support/fake_offer.h"

namespace doctor::mcp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Server& server() {
  static const test::PlainSeal seal;
  static const Server one({"n", "T", "1", ""}, test::fake_offer(nullptr, &seal));
  return one;
}

const Peer kModern{Era::kModern, Json::parse(R"({"elicitation":{}})")};
const Peer kLegacy{Era::kLegacy, Json::parse(R"({"elicitation":{}})")};

Json call(const Peer& peer, const std::string& more, const rpc::PeerReply& reply = {}) {
  return test::ask(server(), peer, "tools/call", R"({"name":"ask")" + more + "}", reply).result;
}

TEST(Round, AQuestionEndsAModernRound) {
  const Json asked = call(kModern, "");
  EXPECT_EQ(asked["resultType"], "input_required");
  EXPECT_EQ(asked["inputRequests"]["name"]["method"], "elicitation/create");
  EXPECT_EQ(asked["_meta"]["io.modelcontextprotocol/serverInfo"]["name"], "n");
  EXPECT_FALSE(asked.contains("content"));
  const std::string answer = R"(,"inputResponses":{"name":{"action":"accept"}})";
  EXPECT_EQ(call(kModern, answer)["content"][0]["text"], "first accept");
  const std::string state = R"(,"requestState":)" + json::print(asked["requestState"]);
  EXPECT_EQ(call(kModern, answer + state)["content"][0]["text"], "again accept");
  EXPECT_EQ(call(kModern, state)["resultType"], "input_required");
}

TEST(Round, StateOfAnotherRequestIsRefused) {
  const std::string state = R"(,"requestState":)" + json::print(call(kModern, "")["requestState"]);
  EXPECT_EQ(call(kModern, state + R"(,"arguments":{"a":1})")["error"]["code"], -32602);
  EXPECT_EQ(call(kModern, R"(,"requestState":"forged")")["error"]["code"], -32602);
  EXPECT_EQ(call(kModern, R"(,"requestState":5)")["error"]["code"], -32602);
  EXPECT_EQ(call(kModern, R"(,"inputResponses":null)")["error"]["code"], -32602);
}

TEST(Round, AClientThatCannotBeAsked) {
  const Json modern = call({Era::kModern}, "")["error"];
  EXPECT_EQ(modern["code"], -32021);
  EXPECT_EQ(modern["data"], Json::parse(R"({"requiredCapabilities":{"elicitation":{}}})"));
  const Json legacy = call({Era::kLegacy}, "");
  EXPECT_EQ(legacy["isError"], true);
  EXPECT_EQ(legacy["content"][0]["text"], "The client does not support elicitation");
  const Json prompt = test::ask(server(), {}, "prompts/get", R"({"name":"ask"})").result;
  EXPECT_EQ(prompt["error"]["code"], -32600);
}

TEST(Round, ALegacyClientIsAskedAtOnce) {
  rpc::PeerReply reply;
  reply.emplace<Json>(Json::parse(R"({"action":"decline"})"));
  const test::Asked asked = test::ask(server(), kLegacy, "tools/call", R"({"name":"ask",
      "inputResponses":{"name":{"action":"accept"}},"requestState":"ignored"})",
                                      reply);
  EXPECT_EQ(asked.result["content"][0]["text"], "first decline");
  EXPECT_FALSE(asked.result.contains("resultType"));
  EXPECT_THAT(asked.notifications, ElementsAre(R"(? elicitation/create {"message":"Who?",)"
                                               R"("requestedSchema":{"type":"object"}})"));
  reply.emplace<rpc::Error>(rpc::Error{-1, "no", nullptr});
  EXPECT_EQ(call(kLegacy, "", reply)["isError"], true);
}

TEST(Round, PromptsAskLikeTools) {
  const Json asked = test::ask(server(), kModern, "prompts/get", R"({"name":"ask"})").result;
  EXPECT_EQ(asked["resultType"], "input_required");
  EXPECT_FALSE(asked.contains("requestState"));
  const Json done = test::ask(server(), kModern, "prompts/get", R"({"name":"ask",
      "inputResponses":{"name":{"action":"cancel"}}})")
                        .result;
  EXPECT_EQ(done["messages"][0]["action"], "cancel");
}

TEST(Round, LogsWhatTheClientWants) {
  const auto logged = [](std::optional<LogLevel> level) {
    return test::ask(server(), {Era::kModern, Json::object(), level}, "tools/call",
                     R"({"name":"log"})")
        .notifications;
  };
  EXPECT_THAT(logged(std::nullopt), IsEmpty());
  EXPECT_EQ(logged(LogLevel::kDebug).size(), 8U);
  EXPECT_THAT(
      logged(LogLevel::kAlert),
      ElementsAre(
          R"(notifications/message {"data":"alert","level":"alert","logger":"n"})",
          R"(notifications/message {"data":"emergency","level":"emergency","logger":"n"})"));
}

}  // namespace
}  // namespace doctor::mcp
