#include "http/address.h"

#include <gtest/gtest.h>

namespace doctor::http {
namespace {

// "host port", "host -" without a port, or "refused".
std::string read(const std::optional<Authority>& authority) {
  if (!authority) return "refused";
  return authority->host + " " + (authority->port ? std::to_string(*authority->port) : "-");
}

TEST(Address, Authority) {
  EXPECT_EQ(read(parse_authority("localhost")), "localhost -");
  EXPECT_EQ(read(parse_authority("LocalHost:80")), "localhost 80");
  EXPECT_EQ(read(parse_authority("127.0.0.1:65535")), "127.0.0.1 65535");
  EXPECT_EQ(read(parse_authority("[::1]:0")), "::1 0");
  EXPECT_EQ(read(parse_authority("[fe80::1]")), "fe80::1 -");
  for (const char* const text :
       {"", ":80", "localhost:", "localhost:65536", "localhost:-1", "localhost:8o",
        "localhost:80:80", "user@localhost", "localhost/", "local host", "[::1", "[]:80", "[::1]80",
        "[localhost]", "localhost\t", "127.0.0.1#.evil.example", "localhost\\.evil.example"}) {
    EXPECT_EQ(read(parse_authority(text)), "refused") << text;
  }
}

TEST(Address, Origin) {
  EXPECT_EQ(read(parse_origin("http://localhost:3000")), "localhost 3000");
  EXPECT_EQ(read(parse_origin("https://[::1]")), "::1 -");
  for (const char* const text : {"null", "localhost", "file://", "http://", "http://localhost/",
                                 "http://localhost@evil.example", "ftp://localhost"}) {
    EXPECT_EQ(read(parse_origin(text)), "refused") << text;
  }
}

TEST(Address, Loopback) {
  for (const char* const host : {"localhost", "127.0.0.1", "127.1.2.3", "::1"}) {
    EXPECT_TRUE(is_loopback(host)) << host;
  }
  for (const char* const host :
       {"", "localhost.evil.example", "127.0.0.1.evil.example", "evil.localhost", "128.0.0.1",
        "127.0.0", "127.0.0.256", "127.0.0.x", "0.0.0.0", "::", "1::1"}) {
    EXPECT_FALSE(is_loopback(host)) << host;
  }
}

}  // namespace
}  // namespace doctor::http
