#include "http/request_head.h"

#include <gtest/gtest.h>

namespace doctor::http {
namespace {

constexpr HeadLimits kSmall{40, 3, 1000};

// "length N", "chunked" or the status of a refusal, for header lines below a request line.
std::string read(const std::string& lines, const std::string& first = "POST /mcp HTTP/1.1") {
  const RequestHead head = read_head(first + "\r\n" + lines + "\r\n", kSmall);
  if (head.status != 0) return std::to_string(head.status);
  return std::string(head.chunked ? "chunked" : "length " + std::to_string(head.length)) +
         (head.close ? " close" : "");
}

TEST(RequestHead, Framing) {
  EXPECT_EQ(read("Host: a\r\n"), "length 0");
  EXPECT_EQ(read("Content-Length: 12\r\n"), "length 12");
  EXPECT_EQ(read("content-length:  12 \r\n"), "length 12");
  EXPECT_EQ(read("Transfer-Encoding: Chunked\r\n"), "chunked");
  EXPECT_EQ(read("Connection: keep-alive\r\n"), "length 0");
  EXPECT_EQ(read("Connection: x, Close\r\n"), "length 0 close");
  EXPECT_EQ(read("", "GET / HTTP/1.0"), "length 0 close");
}

// What two programs could read in two ways.
TEST(RequestHead, Ambiguity) {
  EXPECT_EQ(read("Content-Length: 1\r\nContent-Length: 1\r\n"), "400");
  EXPECT_EQ(read("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), "400");
  EXPECT_EQ(read("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), "400");
  EXPECT_EQ(read("Transfer-Encoding: gzip, chunked\r\n"), "501");
  EXPECT_EQ(read("Transfer-Encoding: xchunked\r\n"), "501");
  EXPECT_EQ(read("Content-Length: +1\r\n"), "400");
  EXPECT_EQ(read("Content-Length: -1\r\n"), "400");
  EXPECT_EQ(read("Content-Length: 1 1\r\n"), "400");
  EXPECT_EQ(read("Content-Length: 1,1\r\n"), "400");
  EXPECT_EQ(read("Content-Length:\r\n"), "400");
  EXPECT_EQ(read("Content-Length: 99999999999999999999\r\n"), "400");
  EXPECT_EQ(read("Content-Length : 1\r\n"), "400");
  EXPECT_EQ(read(" Content-Length: 1\r\n"), "400");
  EXPECT_EQ(read("A: b\nContent-Length: 1\r\n"), "400");
  EXPECT_EQ(read("A: b\rContent-Length: 1\r\n"), "400");
  EXPECT_EQ(read(std::string("A: b\0c\r\n", 8)), "400");
  EXPECT_EQ(read("no colon\r\n"), "400");
}

TEST(RequestHead, RequestLine) {
  for (const char* const line :
       {"", "POST", "POST /mcp", "POST /mcp HTTP/2.0", "POST  /mcp HTTP/1.1", "POST mcp HTTP/1.1",
        "POST http://evil.example/mcp HTTP/1.1", "P(ST /mcp HTTP/1.1", "POST /mcp HTTP/1.1 x"}) {
    EXPECT_EQ(read("Host: a\r\n", line), "400") << line;
  }
}

TEST(RequestHead, Limits) {
  EXPECT_EQ(read("A: " + std::string(37, 'x') + "\r\n"), "length 0");
  EXPECT_EQ(read("A: " + std::string(38, 'x') + "\r\n"), "431");
  EXPECT_EQ(read("A: b\r\nA: b\r\nA: b\r\n"), "length 0");
  EXPECT_EQ(read("A: b\r\nA: b\r\nA: b\r\nA: b\r\n"), "431");
  EXPECT_EQ(read("", "GET /" + std::string(100, 'x') + " HTTP/1.1"), "414");
}

TEST(RequestHead, FieldsStayAsTheyStood) {
  const RequestHead head =
      read_head("POST /mcp HTTP/1.1\r\nMcp-Name:  file:///a%20b%0d%0aX \r\n\r\n", kSmall);
  ASSERT_EQ(head.status, 0);
  using Fields = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(head.fields, (Fields{{"Mcp-Name", "file:///a%20b%0d%0aX"}}));
}

}  // namespace
}  // namespace doctor::http
