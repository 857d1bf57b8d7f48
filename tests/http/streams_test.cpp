// Event streams over real sockets: what they carry, and what happens when one side leaves.
#include <gtest/gtest.h>

#include "tests/support/http_bench.h"
#include "tests/support/http_client.h"
#include "tests/support/paths.h"

namespace doctor::test {
namespace {

using std::chrono::milliseconds;

const milliseconds kPatience{5000 * slack()};

std::string slow_call(int ms) {
  return modern_text(
      {{"method", "tools/call"},
       {"params",
        {{"name", "slow"}, {"arguments", {{"ms", ms}}}, {"_meta", {{"progressToken", "p"}}}}}});
}

// Waits until `is_so`; false where it does not become so.
template <typename Condition>
bool becomes(Condition is_so) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return true;
}

TEST(Streams, ProgressAndAnswer) {
  HttpBench bench;
  HttpConnection connection(bench.port());
  connection.send(slow_call(200));
  const std::optional<HttpAnswer> answer = connection.answer(kPatience);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->headers.at("content-type"), "text/event-stream");
  EXPECT_EQ(answer->headers.at("cache-control"), "no-cache");
  EXPECT_EQ(answer->headers.at("x-accel-buffering"), "no");
  EXPECT_TRUE(answer->body.starts_with("event: message\ndata: {")) << answer->body;
  EXPECT_NE(answer->body.find("notifications/progress"), std::string::npos);
  EXPECT_EQ(answer->message()["id"], 1) << answer->body;
  connection.send(modern_text({{"method", "tools/list"}}));
  EXPECT_TRUE(connection.answer()) << "the connection goes on";
}

TEST(Streams, AClientThatLeavesCancels) {
  HttpBench bench;
  {
    HttpConnection connection(bench.port());
    connection.send(slow_call(600'000));
    ASSERT_TRUE(connection.sees("notifications/progress", kPatience));
  }
  EXPECT_TRUE(becomes([&] { return bench.finished() == 1; })) << "the tool goes on";
}

// A legacy client may come back for nothing, but its call is not cancelled (2025-11-25,
// transports).
TEST(Streams, ALegacyClientThatLeavesDoesNotCancel) {
  HttpBench bench;
  HttpConnection opening(bench.port());
  opening.send(post_text(
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25"}})"));
  const std::optional<HttpAnswer> opened = opening.answer();
  ASSERT_TRUE(opened);
  const std::string session = "Mcp-Session-Id: " + opened->headers.at("mcp-session-id") + "\r\n";
  {
    HttpConnection connection(bench.port());
    connection.send(post_text(
        R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow","arguments":)"
        R"({"ms":1500},"_meta":{"progressToken":1}}})",
        session));
    ASSERT_TRUE(connection.sees("notifications/progress", kPatience));
  }
  std::this_thread::sleep_for(milliseconds(700));
  EXPECT_EQ(bench.finished(), 0) << "it was cancelled";
  EXPECT_TRUE(becomes([&] { return bench.finished() == 1; }));
}

TEST(Streams, ASubscriptionStaysOpenUntilTheEnd) {
  HttpBench bench;
  HttpConnection connection(bench.port());
  connection.send(modern_text({{"id", "listen:0"},
                               {"method", "subscriptions/listen"},
                               {"params", {{"notifications", Json::object()}}}}));
  ASSERT_TRUE(connection.sees("notifications/subscriptions/acknowledged", kPatience));
  EXPECT_FALSE(connection.sees("\"result\"", milliseconds(300)));
  EXPECT_TRUE(ask(bench.port(), modern_text({{"method", "tools/list"}}))) << "others go on";
  bench.server().stop();
  EXPECT_TRUE(connection.sees(R"("id":"listen:0","result")", kPatience));
  EXPECT_TRUE(connection.sees("\r\n0\r\n\r\n", kPatience));
}

TEST(Streams, TheEndStopsWhatRuns) {
  HttpBench bench;
  HttpConnection connection(bench.port());
  connection.send(slow_call(600'000));
  ASSERT_TRUE(connection.sees("notifications/progress", kPatience));
  bench.server().stop();
  EXPECT_TRUE(connection.sees("stopped", kPatience));
}

TEST(Streams, ManyAtATimeDoNotMix) {
  HttpBench bench;
  std::vector<std::thread> clients;
  std::atomic<int> right{0};
  for (int client = 0; client < 8; ++client) {
    clients.emplace_back([&, client] {
      HttpConnection connection(bench.port());
      for (int i = 0; i < 25; ++i) {
        const std::string text = std::to_string(client) + "/" + std::to_string(i);
        Json params = {{"name", "echo"}, {"arguments", {{"text", text}}}};
        if (i % 2 == 0) params["_meta"] = {{"progressToken", i}};
        connection.send(modern_text({{"id", 7}, {"method", "tools/call"}, {"params", params}}));
        const std::optional<HttpAnswer> answer = connection.answer(kPatience);
        if (answer && answer->message()["result"]["content"][0]["text"] == text) ++right;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(right, 200);
}

}  // namespace
}  // namespace doctor::test
