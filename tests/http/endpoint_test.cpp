// Rows 6 to 15 and L1 to L4 of the table, without sockets.
#include "http/endpoint.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "http/event_stream.h"
#include "mcp/protocol.h"
#include "tests/support/fake_toolbox.h"

namespace doctor::http {
namespace {

const std::string kModern = "MCP-Protocol-Version: 2026-07-28\n";
const std::string kMeta = R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                          R"("io.modelcontextprotocol/clientCapabilities":{}})";
const std::string kInitialize =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",)"
    R"("capabilities":{},"clientInfo":{"name":"t","version":"1"}}})";

class EndpointTest : public testing::Test {
 protected:
  // The reply to a POST with these header lines.
  Reply post(const std::string& lines, const std::string& body) {
    return endpoint_.post(request(lines), body);
  }

  // "400 -32602", or "200 result", "200 stream", "202".
  std::string status(const std::string& lines, const std::string& body) {
    const Reply reply = post(lines, body);
    const std::string code = std::to_string(reply.status);
    if (reply.stream) return code + " stream";
    if (reply.body.empty()) return code;
    const Json json = Json::parse(reply.body);
    if (json.contains("result")) return code + " result";
    return code + " " + json::print(json["error"]["code"]);
  }

  std::string open_session() {
    const Reply reply = post("", kInitialize);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.headers.size(), 1U);
    return "Mcp-Session-Id: " + reply.headers.at(0).second + "\n";
  }

  static Request request(const std::string& lines) {
    Request request{"POST", "/mcp", {}};
    for (const std::string_view line : text::lines(lines)) {
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos) continue;
      request.headers.emplace_back(text::lower(line.substr(0, colon)),
                                   text::trim(line.substr(colon + 1)));
    }
    return request;
  }

  // A modern request with its headers as they should be.
  std::string modern(const std::string& method, const std::string& members,
                     const std::string& name = "") {
    const std::string lines =
        kModern + "Mcp-Method: " + method + "\n" + (name.empty() ? "" : "Mcp-Name: " + name);
    return status(lines, body(method, members));
  }

  static std::string body(const std::string& method, const std::string& members) {
    return R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":{)" + members +
           (members.empty() ? "" : ",") + kMeta + "}}";
  }

  const mcp::Server server_{{"s", "S", "1", ""}, {.tools = test::fake_toolbox()}};
  Endpoint endpoint_{server_, "r1"};
};

TEST_F(EndpointTest, Row6Shape) {
  EXPECT_EQ(status("", "{"), "400 -32700");
  EXPECT_EQ(status("", ""), "400 -32700");
  EXPECT_EQ(status("", "\xff"), "400 -32700");
  EXPECT_EQ(status("", "5"), "400 -32600");
  EXPECT_EQ(status("", "[]"), "400 -32600");
  EXPECT_EQ(status("", R"({"jsonrpc":"1.0","id":1,"method":"ping"})"), "400 -32600");
  EXPECT_EQ(status("", R"({"jsonrpc":"2.0","id":null,"method":"ping"})"), "400 -32600");
  EXPECT_EQ(status(kModern, "[" + body("tools/list", "") + "]"), "400 -32600");
  EXPECT_EQ(status("", std::string(100, '[') + std::string(100, ']')), "400 -32600");
}

TEST_F(EndpointTest, Row8Envelope) {
  const std::string bare = R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})";
  EXPECT_EQ(status(kModern + "Mcp-Method: tools/list", bare), "400 -32602");
  EXPECT_EQ(status("", R"({"jsonrpc":"2.0","id":1,"method":"server/discover"})"), "400 -32602");
  EXPECT_EQ(status(kModern + "Mcp-Method: tools/list",
                   R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":)"
                   R"({"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})"),
            "400 -32602");
}

TEST_F(EndpointTest, Row9Headers) {
  const std::string list = body("tools/list", "");
  EXPECT_EQ(status(kModern + "Mcp-Method: tools/list", list), "200 result");
  EXPECT_EQ(status("mcp-protocol-version: 2026-07-28\nMCP-METHOD:   tools/list  ", list),
            "200 result");
  EXPECT_EQ(status("Mcp-Method: tools/list", list), "400 -32020");
  EXPECT_EQ(status("MCP-Protocol-Version: 2025-11-25\nMcp-Method: tools/list", list), "400 -32020");
  EXPECT_EQ(status(kModern, list), "400 -32020");
  EXPECT_EQ(status(kModern + "Mcp-Method: TOOLS/LIST", list), "400 -32020");
  EXPECT_EQ(modern("tools/call", R"("name":"echo","arguments":{"text":"a"})", "slow"),
            "400 -32020");
  EXPECT_EQ(modern("tools/call", R"("name":"echo","arguments":{"text":"a"})"), "400 -32020");
}

TEST_F(EndpointTest, Row10Version) {
  const std::string future = R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":)"
                             R"({"io.modelcontextprotocol/protocolVersion":"2099-01-01",)"
                             R"("io.modelcontextprotocol/clientCapabilities":{}}}})";
  EXPECT_EQ(status("MCP-Protocol-Version: 2099-01-01\nMcp-Method: tools/list", future),
            "400 -32022");
  EXPECT_EQ(status(kModern + "Mcp-Method: tools/list", future), "400 -32020");
}

TEST_F(EndpointTest, Row11UnknownMethods) {
  for (const char* const method : {"initialize", "ping", "logging/setLevel", "no/such"}) {
    EXPECT_EQ(modern(method, ""), "404 -32601") << method;
  }
}

TEST_F(EndpointTest, Row14Notifications) {
  const std::string cancelled =
      R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})";
  EXPECT_EQ(status(kModern, cancelled), "202");
  EXPECT_EQ(status(open_session(), cancelled), "202");
}

TEST_F(EndpointTest, Row15EverythingElse) {
  EXPECT_EQ(modern("server/discover", ""), "200 result");
  EXPECT_EQ(modern("tools/call", R"("name":"echo","arguments":{"text":"a"})", "echo"),
            "200 result");
  EXPECT_EQ(modern("tools/call", R"("name":"echo","arguments":{})", "echo"), "200 result");
  EXPECT_EQ(modern("tools/call", R"("name":"nope")", "nope"), "200 -32602");
  EXPECT_EQ(modern("tools/call", R"("name":"failing","arguments":{})", "failing"), "200 -32603");
}

// A modern request needs no session, and one that is named does not matter.
TEST_F(EndpointTest, ModernRequestsHaveNoSession) {
  const std::string lines = kModern + "Mcp-Method: tools/list\n";
  EXPECT_EQ(status(lines + "Mcp-Session-Id: unknown", body("tools/list", "")), "200 result");
  EXPECT_TRUE(post(lines + open_session(), body("tools/list", "")).headers.empty());
}

TEST_F(EndpointTest, RowL1Versions) {
  const std::string session = open_session();
  const std::string list = R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})";
  EXPECT_EQ(status(session, list), "200 result");
  for (const char* const version : {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"}) {
    EXPECT_EQ(status(session + "MCP-Protocol-Version: " + version, list), "200 result") << version;
  }
  EXPECT_EQ(status(session + "MCP-Protocol-Version: 1999-01-01", list), "400 -32600");
}

TEST_F(EndpointTest, RowL2UnknownMethods) {
  EXPECT_EQ(status(open_session(), R"({"jsonrpc":"2.0","id":1,"method":"no/such"})"), "200 -32601");
}

TEST_F(EndpointTest, RowL3Sessions) {
  const std::string session = open_session();
  const std::string list = R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})";
  EXPECT_TRUE(session.starts_with("Mcp-Session-Id: r1-")) << session;
  EXPECT_NE(session, open_session());
  EXPECT_EQ(status("", list), "400 -32600");
  EXPECT_EQ(status("Mcp-Session-Id: r1-0123", list), "404 -32600");
  EXPECT_EQ(status("Mcp-Session-Id: r1-0123", kInitialize), "404 -32600");
  EXPECT_EQ(status(session, kInitialize), "200 result") << "a second initialize may be answered";
  EXPECT_EQ(endpoint_.end_session(request("")).status, 400);
  EXPECT_EQ(endpoint_.end_session(request("Mcp-Session-Id: r1-0123")).status, 404);
  EXPECT_EQ(endpoint_.end_session(request(session)).status, 204);
  EXPECT_EQ(endpoint_.end_session(request(session)).status, 404);
  EXPECT_EQ(status(session, list), "404 -32600");
}

TEST_F(EndpointTest, RowL4Responses) {
  const std::string response = R"({"jsonrpc":"2.0","id":1,"result":{}})";
  EXPECT_EQ(status("", response), "202");
  EXPECT_EQ(status(open_session(), response), "202");
}

// Only the revision that demands it; the answers come as one array.
TEST_F(EndpointTest, Batches) {
  const std::string batch =
      R"([{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"ping"}])";
  std::string old = kInitialize;
  old.replace(old.find("2025-11-25"), 10, "2025-03-26");
  const Reply opened = post("", old);
  const Reply reply = post("Mcp-Session-Id: " + opened.headers.at(0).second, batch);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(Json::parse(reply.body).size(), 2U);
  EXPECT_EQ(status(open_session(), batch), "200 -32600");
}

// One client's answers never reach another: ids mean nothing outside their session.
TEST_F(EndpointTest, SessionsShareNoIds) {
  const std::string one = open_session();
  const std::string other = open_session();
  const std::string slow =
      R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"slow","arguments":)"
      R"({"ms":60000}}})";
  const Reply held = post(one, slow);
  ASSERT_TRUE(held.stream);
  EXPECT_EQ(status(other, R"({"jsonrpc":"2.0","id":7,"method":"ping"})"), "200 result");
  EXPECT_EQ(status(one, R"({"jsonrpc":"2.0","id":7,"method":"ping"})"), "200 -32600");
  const std::string cancel =
      R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}})";
  EXPECT_EQ(status(other, cancel), "202");
  EXPECT_FALSE(held.stream->ended()) << "another's cancellation";
  EXPECT_EQ(status(one, cancel), "202");
  EXPECT_EQ(held.stream->take(std::chrono::seconds(60)), std::nullopt) << "cancelled: no answer";
  EXPECT_TRUE(held.stream->ended());
}

TEST_F(EndpointTest, ProgressComesAheadOfTheAnswer) {
  const std::string lines = kModern + "Mcp-Method: tools/call\nMcp-Name: slow";
  std::string call = body("tools/call", R"("name":"slow","arguments":{"ms":50})");
  EXPECT_EQ(status(lines, call), "200 result") << "nobody asked for progress";
  call.replace(call.find("\"_meta\":{"), 9, R"("_meta":{"progressToken":5,)");
  const Reply reply = post(lines, call);
  ASSERT_TRUE(reply.stream);
  std::vector<std::string> lines_seen;
  while (const auto line = reply.stream->take(std::chrono::seconds(60))) {
    lines_seen.push_back(*line);
  }
  ASSERT_GE(lines_seen.size(), 2U);
  EXPECT_NE(lines_seen.front().find("notifications/progress"), std::string::npos);
  EXPECT_NE(lines_seen.back().find("\"result\""), std::string::npos);
}

TEST_F(EndpointTest, TheEndAnswersWhatIsOpen) {
  const std::string lines = kModern + "Mcp-Method: subscriptions/listen";
  const Reply reply = post(lines, body("subscriptions/listen", R"("notifications":{})"));
  ASSERT_TRUE(reply.stream);
  EXPECT_NE(reply.stream->take(std::chrono::milliseconds(0))->find("acknowledged"),
            std::string::npos);
  EXPECT_FALSE(reply.stream->ended());
  endpoint_.stop();
  EXPECT_NE(reply.stream->take(std::chrono::milliseconds(0))->find("\"result\""),
            std::string::npos);
  EXPECT_TRUE(reply.stream->ended());
}

}  // namespace
}  // namespace doctor::http
