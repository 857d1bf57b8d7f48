#include "mcp/session.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mcp/protocol.h"
#include "tests/support/fake_offer.h"
#include "tests/support/fake_toolbox.h"

namespace doctor::mcp {
namespace {

const Server& server() {
  static const Server one({"n", "T", "1", "Do."}, {test::fake_toolbox()});
  return one;
}

const std::string kModern = R"({"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                            R"("io.modelcontextprotocol/clientCapabilities":{}}})";
const std::string kWrong = R"({"_meta":{"io.modelcontextprotocol/protocolVersion":"2099-01-01",)"
                           R"("io.modelcontextprotocol/clientCapabilities":{}}})";
const std::string kBroken = R"({"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}})";

// Sends one request after the other to one session. The words of the answer: the error code, or
// the era that the result shows.
class SessionTest : public testing::Test {
 protected:
  std::string ask(const std::string& method, const std::string& params, bool batched = false) {
    const rpc::Reaction reaction =
        session_.on_request({"1", method, Json::parse(params), 0, batched});
    if (const auto* error = std::get_if<rpc::Error>(&reaction)) return std::to_string(error->code);
    if (std::holds_alternative<rpc::Open>(reaction)) return "open";
    const Json result = Json::parse(std::get<rpc::Answer>(reaction).result);
    if (result.contains("protocolVersion")) return result["protocolVersion"];
    return result.contains("resultType") ? "modern" : "legacy";
  }

  std::string initialize(const std::string& version) {
    return ask("initialize", R"({"protocolVersion":")" + version + "\"}");
  }

  Session session_{server()};
};

TEST_F(SessionTest, TheEnvelopeDecidesTheEra) {
  EXPECT_EQ(ask("tools/list", "null"), "legacy");
  EXPECT_EQ(ask("tools/list", kModern), "modern");
  EXPECT_EQ(ask("tools/list", kWrong), "-32022");
  EXPECT_EQ(ask("tools/list", kBroken), "-32602");
}

TEST_F(SessionTest, ModernMethodsWithoutEnvelope) {
  EXPECT_EQ(ask("server/discover", "null"), "-32602");
  EXPECT_EQ(ask("subscriptions/listen", "{}"), "-32602");
  EXPECT_EQ(initialize("2025-06-18"), "2025-06-18");
  EXPECT_EQ(ask("server/discover", "null"), "-32601");
  EXPECT_EQ(ask("subscriptions/listen", "{}"), "-32601");
  EXPECT_EQ(ask("server/discover", kModern), "modern");
}

TEST_F(SessionTest, AForgottenEnvelopeIsAFaultAfterModernRequestsOnly) {
  EXPECT_EQ(ask("tools/list", kWrong), "-32022");
  EXPECT_EQ(ask("tools/list", "null"), "legacy");
  EXPECT_EQ(ask("server/discover", kModern), "modern");
  EXPECT_EQ(ask("tools/list", "null"), "-32602");
  EXPECT_EQ(initialize("2025-11-25"), "2025-11-25");
  EXPECT_EQ(ask("tools/list", "null"), "legacy");
  EXPECT_EQ(ask("ping", "null"), "legacy");
}

TEST_F(SessionTest, InitializeIsLegalAtAnyTime) {
  EXPECT_EQ(ask("server/discover", kModern), "modern");
  EXPECT_EQ(initialize("2026-07-28"), "2025-11-25");
  EXPECT_EQ(initialize("2025-03-26"), "2025-03-26");
  EXPECT_EQ(ask("initialize", "null"), "2025-11-25");
  EXPECT_EQ(ask("initialize", "[]"), "2025-11-25");
  EXPECT_EQ(ask("initialize", kBroken), "2025-11-25");
  EXPECT_EQ(ask("initialize", kModern), "-32601");
  EXPECT_EQ(ask("initialize", kWrong), "-32022");
  EXPECT_EQ(ask("initialize", "null", true), "-32600");
}

TEST_F(SessionTest, BatchesOnlyInTheRevisionThatHasThem) {
  EXPECT_FALSE(session_.takes_batches());
  for (const std::string_view version : kLegacyVersions) {
    initialize(std::string(version));
    EXPECT_EQ(session_.takes_batches(), version == "2025-03-26") << version;
  }
}

TEST_F(SessionTest, CancelledRequestsKeepTheBytesOfTheirId) {
  const auto cancelled = [&](const std::string& method, const std::string& params) {
    return session_.on_notification({method, params});
  };
  EXPECT_EQ(cancelled("notifications/cancelled", R"({"requestId": 1.0 ,"reason":"x"})"), "1.0");
  EXPECT_EQ(cancelled("notifications/cancelled", R"({"requestId":"listen:0"})"), "\"listen:0\"");
  EXPECT_EQ(cancelled("notifications/cancelled", "{}"), "");
  EXPECT_EQ(cancelled("notifications/cancelled", ""), "");
  EXPECT_EQ(cancelled("notifications/cancelled", "[1]"), "");
  EXPECT_EQ(cancelled("notifications/initialized", R"({"requestId":1})"), "");
}

// A legacy session with everything that can change.
class LegacySessionTest : public testing::Test {
 protected:
  LegacySessionTest() {
    session_.on_open([this](std::string_view method, std::string_view params) {
      sent_.push_back(std::string(method) + " " + std::string(params));
    });
  }

  // The result, or the code of the error.
  std::string ask(const std::string& method, const std::string& params) {
    rpc::Reaction reaction = session_.on_request({"1", method, Json::parse(params), 0, false});
    if (const auto* error = std::get_if<rpc::Error>(&reaction)) return std::to_string(error->code);
    if (const auto* answer = std::get_if<rpc::Answer>(&reaction)) return answer->result;
    const rpc::CallContext context{{}, [this](const std::string& name, const Json& sent) {
                                     sent_.push_back(name + " " + json::print(sent));
                                   }};
    return std::get<rpc::Answer>(std::get<rpc::Later>(reaction).run(context)).result;
  }

  Subscriptions changes_;
  const Server server_{{"n", "T", "1", ""}, test::fake_offer(&changes_)};
  std::vector<std::string> sent_;
  Session session_{server_};
};

TEST_F(LegacySessionTest, HearsOfChangesAfterTheHandshake) {
  changes_.tools_changed();
  EXPECT_TRUE(sent_.empty());
  ask("initialize", "{}");
  ask("initialize", "{}");
  changes_.tools_changed();
  EXPECT_EQ(sent_, std::vector<std::string>{"notifications/tools/list_changed {}"});
}

TEST_F(LegacySessionTest, WatchesResources) {
  ask("initialize", "{}");
  EXPECT_EQ(ask("resources/subscribe", R"({"uri":"a://b"})"), "{}");
  EXPECT_EQ(ask("resources/subscribe", R"({"uri":"a://b"})"), "{}");
  changes_.resource_updated("a://b");
  EXPECT_EQ(sent_, std::vector<std::string>{R"(notifications/resources/updated {"uri":"a://b"})"});
  EXPECT_EQ(ask("resources/unsubscribe", R"({"uri":"a://b"})"), "{}");
  EXPECT_EQ(ask("resources/unsubscribe", R"({"uri":"a://b"})"), "{}");
  changes_.resource_updated("a://b");
  EXPECT_EQ(sent_.size(), 1U);
  EXPECT_EQ(ask("resources/subscribe", "{}"), "-32602");
  EXPECT_EQ(ask("resources/unsubscribe", R"({"uri":5})"), "-32602");
  for (std::size_t i = 0; i < Session::kMaxWatched; ++i) {
    ask("resources/subscribe", json::print({{"uri", std::to_string(i)}}));
  }
  EXPECT_EQ(ask("resources/subscribe", R"({"uri":"one more"})"), "-32602");
  EXPECT_EQ(ask("resources/subscribe", R"({"uri":"0"})"), "{}");
}

TEST_F(LegacySessionTest, LogsFromTheLevelThatWasSet) {
  ask("initialize", "{}");
  ask("tools/call", R"({"name":"log"})");
  EXPECT_TRUE(sent_.empty()) << "nobody asked for messages";
  EXPECT_EQ(ask("logging/setLevel", R"({"level":"error"})"), "{}");
  ask("tools/call", R"({"name":"log"})");
  EXPECT_EQ(sent_.size(), 4U);
  EXPECT_EQ(ask("logging/setLevel", R"({"level":"loud"})"), "-32602");
  EXPECT_EQ(ask("logging/setLevel", "null"), "-32602");
}

TEST_F(SessionTest, WhatIsNotOfferedDoesNotExist) {
  EXPECT_EQ(initialize("2025-11-25"), "2025-11-25");
  for (const char* method : {"logging/setLevel", "resources/subscribe", "resources/unsubscribe",
                             "resources/list", "prompts/get", "completion/complete"}) {
    EXPECT_EQ(ask(method, R"({"level":"info","uri":"a"})"), "-32601") << method;
  }
}

TEST_F(SessionTest, AModernRequestBringsItsLogLevel) {
  const std::string front = R"({"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                            R"("io.modelcontextprotocol/clientCapabilities":{},)"
                            R"("io.modelcontextprotocol/logLevel":)";
  EXPECT_EQ(ask("tools/list", front + R"("info"}})"), "modern");
  EXPECT_EQ(ask("tools/list", front + R"("loud"}})"), "-32602");
  EXPECT_EQ(ask("tools/list", front + "5}}"), "-32602");
}

}  // namespace
}  // namespace doctor::mcp
