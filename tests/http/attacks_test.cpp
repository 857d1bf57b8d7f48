// What enemies send (mcp.md 5), over real sockets: each is refused as it should be, no tool runs,
// and the next client is served.
#include <gtest/gtest.h>

#include "tests/support/http_bench.h"
#include "tests/support/http_client.h"

namespace doctor::test {
namespace {

const Json kEcho = {{"method", "tools/call"},
                    {"params", {{"name", "echo"}, {"arguments", {{"text", "a"}}}}}};

std::string with_host(std::string text, const std::string& host) {
  const std::string old = "Host: 127.0.0.1\r\n";
  return text.replace(text.find(old), old.size(), host);
}

class AttackTest : public testing::Test {
 protected:
  // The status of a request on a connection of its own; 0 where it was closed without an answer.
  int status(const std::string& text) {
    const std::optional<HttpAnswer> answer = ask(bench_.port(), text);
    return answer ? answer->status : 0;
  }

  // However the attack ended: no tool ran, and the server serves the next one.
  void TearDown() override {
    EXPECT_EQ(bench_.calls(), 0);
    EXPECT_EQ(status(modern_text(kEcho)), 200);
    EXPECT_EQ(bench_.calls(), 1);
  }

  HttpBench bench_;
};

TEST_F(AttackTest, DnsRebinding) {
  const std::string call = modern_text(kEcho);
  const std::string evil = "Host: evil.example:80\r\n";
  EXPECT_EQ(status(with_host(call, evil)), 403);
  EXPECT_EQ(status(modern_text(kEcho, "Origin: http://evil.example\r\n")), 403);
  EXPECT_EQ(status(with_host(modern_text(kEcho, "Origin: http://evil.example:80\r\n"), evil)), 403);
  EXPECT_EQ(status(with_host(call, "Host: 127.0.0.1.evil.example\r\n")), 403);
  EXPECT_EQ(status(with_host(call, "")), 400);
  EXPECT_EQ(status(with_host(call, "Host: 127.0.0.1\r\n" + evil)), 400);
}

// The recorded attack: a refused request whose body holds a request that would not be refused, at
// every place where a server that did not take the body could go on reading.
TEST_F(AttackTest, RequestSmuggling) {
  const std::string inner = modern_text(kEcho);
  for (const std::string refused :
       {"Origin: http://evil.example\r\nContent-Type: application/json\r\n",
        "Content-Type: text/plain\r\n", "Content-Type: multipart/form-data; boundary=x\r\n",
        "Range: bytes=x\r\nContent-Type: application/json\r\n"}) {
    for (const std::size_t offset : {0U, 1024U, 2048U, 4096U, 8192U, 16384U, 65536U}) {
      const std::string body = std::string(offset, 'x') + inner;
      HttpConnection connection(bench_.port());
      connection.send("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n" + refused +
                      "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
      const std::optional<HttpAnswer> answer = connection.answer();
      ASSERT_TRUE(answer) << refused << offset;
      EXPECT_GE(answer->status, 400) << refused << offset;
      EXPECT_FALSE(connection.answer(std::chrono::milliseconds(20))) << refused << offset;
    }
  }
}

// The same with requests that the library itself answers before it looks at the body.
TEST_F(AttackTest, SmugglingBehindTheLibrarysOwnRefusals) {
  const std::string inner = modern_text(kEcho);
  const std::string length = "Content-Length: " + std::to_string(inner.size()) + "\r\n\r\n" + inner;
  for (const std::string head :
       {"GET /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n", "OPTIONS /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        "TRACE /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n", "NONSENSE /mcp HTTP/1.1\r\nHost: a\r\n",
        "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nBad Header\r\n"}) {
    HttpConnection connection(bench_.port());
    connection.send(head + length);
    connection.answer(std::chrono::milliseconds(1000));
    EXPECT_FALSE(connection.answer(std::chrono::milliseconds(20))) << head;
  }
  HttpConnection connection(bench_.port());
  connection.send("POST /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + length);
  connection.answer(std::chrono::milliseconds(1000));
  EXPECT_FALSE(connection.answer(std::chrono::milliseconds(20))) << "long target";
}

TEST_F(AttackTest, TwoLengths) {
  const std::string body = json::print({{"jsonrpc", "2.0"}, {"id", 1}, {"method", "ping"}});
  const std::string length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
  EXPECT_EQ(status(post_text(body, length)), 400);
  EXPECT_EQ(status(post_text(body, "Content-Length: 1\r\n")), 400);
  EXPECT_EQ(status(post_text(body, "Transfer-Encoding: chunked\r\n")), 400);
  const int coded = status(
      "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n");
  EXPECT_TRUE(coded == 400 || coded == 501) << coded;
}

TEST_F(AttackTest, BodiesBeyondTheLimit) {
  const std::string head =
      "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
  EXPECT_EQ(status(head + "Content-Length: 4194305\r\n\r\n"), 413) << "said ahead";
  EXPECT_EQ(status(head + "Content-Length: 5000000\r\n\r\n" + std::string(5'000'000, ' ')), 413);

  HttpConnection chunked(bench_.port());
  chunked.send(head + "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
  bool is_read = true;
  for (int i = 0; i < 80 && is_read; ++i) is_read = chunked.send(chunk);
  const std::optional<HttpAnswer> answer = chunked.answer();
  if (answer) {
    EXPECT_EQ(answer->status, 413);
  }

  // What a gzip bomb begins with; it is not unpacked.
  EXPECT_EQ(status(post_text("\x1f\x8b\x08", "Content-Encoding: gzip\r\n")), 415);
  EXPECT_EQ(status(post_text("\x1f\x8b\x08", "Content-Encoding: br\r\n")), 415);
}

TEST_F(AttackTest, ChunkedBodiesBelowTheLimitAreServed) {
  const std::string body = json::print({{"jsonrpc", "2.0"},
                                        {"id", 1},
                                        {"method", "initialize"},
                                        {"params", {{"protocolVersion", "2025-11-25"}}}});
  std::string chunks;
  for (const char byte : body) chunks += std::string("1\r\n") + byte + "\r\n";
  EXPECT_EQ(status("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                   "Transfer-Encoding: chunked\r\n\r\n" +
                   chunks + "0\r\n\r\n"),
            200);
}

TEST_F(AttackTest, NegativeChunk) {
  const int answer = status(
      "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n");
  EXPECT_TRUE(answer == 400 || answer == 408 || answer == 413 || answer == 0) << answer;
}

// A client that sends nothing more holds its own connection only.
TEST_F(AttackTest, SlowBodies) {
  std::vector<std::unique_ptr<HttpConnection>> slow;
  for (int i = 0; i < 20; ++i) {
    slow.push_back(std::make_unique<HttpConnection>(bench_.port()));
    slow.back()->send(
        "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        "Content-Length: 100\r\n\r\n{");
  }
  for (int i = 0; i < 20; ++i) {
    slow.push_back(std::make_unique<HttpConnection>(bench_.port()));
    slow.back()->send("POST /mcp HT");
  }
  EXPECT_EQ(status("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), 200);
}

TEST_F(AttackTest, EndlessHeaders) {
  HttpConnection line(bench_.port());
  line.send("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ");
  const std::string piece(1 << 20U, 'x');
  bool is_read = true;
  for (int i = 0; i < 100 && is_read; ++i) is_read = line.send(piece);
  EXPECT_FALSE(is_read) << "100 MB of one header were taken";

  HttpConnection many(bench_.port());
  std::string headers = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  for (int i = 0; i < 200'000; ++i) headers += "X-" + std::to_string(i) + ": y\r\n";
  many.send(headers + "\r\n");
  const std::optional<HttpAnswer> answer = many.answer();
  if (answer) {
    EXPECT_GE(answer->status, 400);
  }
}

TEST_F(AttackTest, PathsLeadNowhereElse) {
  const std::string call = modern_text(kEcho);
  for (const std::string path : {"/../mcp", "/mcp/../mcp", "/%6dcp", "/mcp/", "/health/../mcp",
                                 "/..%2fmcp", "//mcp", "/mcp%00"}) {
    std::string text = call;
    EXPECT_EQ(status(text.replace(5, 4, path)), 404) << path;
  }
}

TEST(Attack, WrongTokens) {
  http::Options options;
  options.admission.token = "0123456789abcdef";
  HttpBench bench(options);
  const auto status = [&](const std::string& header) {
    const auto answer = ask(bench.port(), modern_text(kEcho, header));
    return answer ? answer->status : 0;
  };
  EXPECT_EQ(status(""), 401);
  EXPECT_EQ(status("Authorization: Bearer 0123456789abcdeF\r\n"), 401);
  EXPECT_EQ(status("Authorization: Bearer %30123456789abcdef\r\n"), 401);
  EXPECT_EQ(status("Authorization: Basic MDEyMzQ1Njc4OWFiY2RlZg==\r\n"), 401);
  EXPECT_EQ(bench.calls(), 0);
  EXPECT_EQ(status("Authorization: Bearer 0123456789abcdef\r\n"), 200);
  EXPECT_EQ(bench.calls(), 1);
}

// Names that travel encoded are compared as what they mean, and as nothing else.
TEST(Attack, EncodedNames) {
  HttpBench bench;
  const auto status = [&](const std::string& name) {
    std::string text = modern_text(kEcho);
    const std::string old = "Mcp-Name: echo";
    const auto answer =
        ask(bench.port(), text.replace(text.find(old), old.size(), "Mcp-Name: " + name));
    return answer ? answer->status : 0;
  };
  EXPECT_EQ(status("=?base64?ZWNobw==?="), 200);
  EXPECT_EQ(bench.calls(), 1);
  EXPECT_EQ(status("=?base64?ZWNobw?="), 400);
  EXPECT_EQ(status("=?base64?c2xvdw==?="), 400);
  EXPECT_EQ(status("%65cho"), 400) << "a header value is not percent-decoded";
  EXPECT_EQ(status("echo%0d%0aX: y"), 400);
  EXPECT_EQ(bench.calls(), 1);
}

}  // namespace
}  // namespace doctor::test
