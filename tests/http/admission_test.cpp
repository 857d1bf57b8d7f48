// Rows 1 to 5 of the table: what is refused before a body is read.
#include "http/admission.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace doctor::http {
namespace {

const Admission kOpen{{"doctor.example"}, {"https://tools.example"}, ""};
const Admission kSecret{{}, {}, "0123456789abcdef"};

// The status that answers a request, 0 where it is admitted. `lines` are header lines; Host is
// given unless they have one.
int status(const std::string& line, const std::string& lines = "", const Admission& with = kOpen) {
  const std::vector<std::string_view> words = text::split(line, ' ');
  Request request{std::string(words[0]), std::string(words[1]), {}};
  for (const std::string_view header : text::lines(lines)) {
    const std::size_t colon = header.find(':');
    if (colon == std::string_view::npos) continue;
    request.headers.emplace_back(text::lower(header.substr(0, colon)),
                                 text::trim(header.substr(colon + 1)));
  }
  if (request.count("host") == 0) request.headers.emplace_back("host", "127.0.0.1:8931");
  const std::optional<Reply> reply = refused(with, request);
  return reply ? reply->status : 0;
}

const std::string kJson = "Content-Type: application/json\nContent-Length: 2\n";

TEST(Admission, Host) {
  EXPECT_EQ(status("GET /health"), 0);
  EXPECT_EQ(status("GET /health", "Host: doctor.example"), 0);
  EXPECT_EQ(status("GET /health", "Host: DOCTOR.example:80"), 0);
  EXPECT_EQ(status("GET /health", "Host: evil.example"), 403);
  EXPECT_EQ(status("GET /health", "Host: localhost.evil.example"), 403);
  EXPECT_EQ(status("GET /health", "Host: localhost@evil.example"), 403);
  EXPECT_EQ(status("GET /health", "Host:"), 403);
  EXPECT_EQ(status("GET /health", "Host: localhost\nHost: localhost"), 400);
}

TEST(Admission, Origin) {
  EXPECT_EQ(status("GET /health", "Origin: http://localhost:3000"), 0);
  EXPECT_EQ(status("GET /health", "Origin: https://tools.example"), 0);
  EXPECT_EQ(status("GET /health", "Origin: http://tools.example"), 403);
  EXPECT_EQ(status("GET /health", "Origin: https://tools.example:8443"), 403);
  EXPECT_EQ(status("GET /health", "Origin: null"), 403);
  EXPECT_EQ(status("GET /health", "Origin:"), 403);
  EXPECT_EQ(status("GET /health", "Origin: http://evil.example"), 403);
  EXPECT_EQ(status("GET /health", "Origin: http://localhost\nOrigin: http://evil.example"), 400);
}

TEST(Admission, Token) {
  const auto with = [](const std::string& lines) {
    return status("POST /mcp", kJson + lines, kSecret);
  };
  EXPECT_EQ(with("Authorization: Bearer 0123456789abcdef"), 0);
  EXPECT_EQ(with("Authorization: bearer 0123456789abcdef"), 0);
  EXPECT_EQ(with(""), 401);
  EXPECT_EQ(with("Authorization: Bearer 0123456789abcdeg"), 401);
  EXPECT_EQ(with("Authorization: Bearer 0123456789abcde"), 401);
  EXPECT_EQ(with("Authorization: Bearer 0123456789abcdef0"), 401);
  EXPECT_EQ(with("Authorization: Bearer "), 401);
  EXPECT_EQ(with("Authorization: Basic 0123456789abcdef"), 401);
  EXPECT_EQ(with("Authorization: Bearer 0123456789abcdef\nAuthorization: Bearer x"), 401);
  EXPECT_EQ(status("GET /health", "", kSecret), 0) << "a proxy has no token";
  EXPECT_EQ(status("POST /elsewhere", "", kSecret), 401) << "strangers learn no paths";
}

TEST(Admission, UnauthorizedSaysHow) {
  const Request request{"POST", "/mcp", {{"host", "localhost"}}};
  const std::optional<Reply> reply = refused(kSecret, request);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->headers, (Headers{{"WWW-Authenticate", "Bearer"}}));
}

TEST(Admission, PathAndMethod) {
  EXPECT_EQ(status("POST /mcp?x=1", kJson), 0);
  for (const char* const line :
       {"POST /", "POST /mcp/", "POST /MCP", "POST /mcp/../mcp", "POST /health/../mcp",
        "POST /%6dcp", "POST //mcp", "POST /mcp%00", "GET /favicon.ico", "GET /../../etc/passwd"}) {
    EXPECT_EQ(status(line, kJson), 404) << line;
  }
  for (const char* const method : {"GET", "PUT", "PATCH", "OPTIONS", "HEAD", "TRACE", "post"}) {
    EXPECT_EQ(status(std::string(method) + " /mcp", kJson), 405) << method;
  }
  EXPECT_EQ(status("DELETE /mcp"), 0);
  EXPECT_EQ(status("HEAD /health"), 0);
  EXPECT_EQ(status("POST /health", kJson), 405);
}

TEST(Admission, Content) {
  const auto with = [](const std::string& lines) { return status("POST /mcp", lines); };
  EXPECT_EQ(with(kJson), 0);
  EXPECT_EQ(with("Content-Type: Application/JSON; charset=utf-8\nContent-Length: 2"), 0);
  EXPECT_EQ(with("Content-Type: application/json\nTransfer-Encoding: chunked"), 0);
  EXPECT_EQ(with("Content-Length: 2"), 415);
  EXPECT_EQ(with("Content-Type: text/plain\nContent-Length: 2"), 415);
  EXPECT_EQ(with("Content-Type: application/json-seq\nContent-Length: 2"), 415);
  EXPECT_EQ(with("Content-Type: multipart/form-data; boundary=x\nContent-Length: 2"), 415);
  EXPECT_EQ(with(kJson + "Content-Type: application/json"), 415);
  EXPECT_EQ(with(kJson + "Content-Encoding: gzip"), 415);
  EXPECT_EQ(with(kJson + "Content-Encoding: identity"), 415);
  EXPECT_EQ(with("Content-Type: application/json"), 411);
  EXPECT_EQ(with(kJson + "Content-Length: 2"), 400);
  EXPECT_EQ(with(kJson + "Transfer-Encoding: chunked"), 400);
  EXPECT_EQ(with("Content-Type: application/json\nContent-Length: 4194304"), 0);
  EXPECT_EQ(with("Content-Type: application/json\nContent-Length: 4194305"), 413);
  EXPECT_EQ(with("Content-Type: application/json\nContent-Length: 99999999999999999999999"), 413);
  EXPECT_EQ(with("Content-Type: application/json\nContent-Length: -1"), 400);
  EXPECT_EQ(with("Content-Type: application/json\nContent-Length: 0x10"), 400);
  EXPECT_EQ(with("Content-Type: application/json\nContent-Length: 1, 1"), 400);
}

TEST(Admission, Accept) {
  const auto with = [](const std::string& lines) { return status("POST /mcp", kJson + lines); };
  EXPECT_EQ(with("Accept: application/json, text/event-stream"), 0);
  EXPECT_EQ(with("Accept: text/event-stream;q=0.5,application/json;q=1"), 0);
  EXPECT_EQ(with("Accept: application/json\nAccept: text/event-stream"), 0);
  EXPECT_EQ(with("Accept: */*"), 0);
  EXPECT_EQ(with("Accept: application/json"), 406);
  EXPECT_EQ(with("Accept: text/event-stream"), 406);
  EXPECT_EQ(with("Accept: text/html"), 406);
}

// The first row that fails is the answer.
TEST(Admission, Precedence) {
  const std::string all = "Host: evil.example\nContent-Type: text/plain\nAccept: text/html\n";
  EXPECT_EQ(status("PUT /elsewhere", all, kSecret), 403);
  EXPECT_EQ(status("PUT /elsewhere", "Content-Type: text/plain", kSecret), 401);
  EXPECT_EQ(status("PUT /elsewhere", "Content-Type: text/plain"), 404);
  EXPECT_EQ(status("PUT /mcp", "Content-Type: text/plain\nAccept: text/html"), 405);
  EXPECT_EQ(status("POST /mcp", "Content-Type: text/plain\nAccept: text/html"), 415);
}

}  // namespace
}  // namespace doctor::http
