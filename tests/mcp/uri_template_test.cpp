#include "mcp/uri_template.h"

#include <gtest/gtest.h>

namespace doctor::mcp {
namespace {

// "name=value ", or "no".
std::string match(const std::string& uri_template, const std::string& uri) {
  const auto variables = match_uri(uri_template, uri);
  if (!variables) return "no";
  std::string text;
  for (const auto& [name, value] : *variables) text += name + "=" + value + " ";
  return text;
}

TEST(UriTemplate, Matches) {
  EXPECT_EQ(match("doctor://entry/{id}", "doctor://entry/a-b"), "id=a-b ");
  EXPECT_EQ(match("test://t/{id}/data", "test://t/123/data"), "id=123 ");
  EXPECT_EQ(match("x://{a}/{b}.txt", "x://1/2.3.txt"), "a=1 b=2.3 ");
  EXPECT_EQ(match("x://{a}/{b}.txt", "x://1/2.txt"), "a=1 b=2 ");
  EXPECT_EQ(match("x://plain", "x://plain"), "");
  EXPECT_EQ(match("x://{a}", "x://a%20b%2Fc"), "a=a b/c ");
}

TEST(UriTemplate, Refuses) {
  EXPECT_EQ(match("doctor://entry/{id}", "doctor://entry/"), "no");
  EXPECT_EQ(match("doctor://entry/{id}", "doctor://entry/a/b"), "no");
  EXPECT_EQ(match("doctor://entry/{id}", "Doctor://entry/a"), "no");
  EXPECT_EQ(match("doctor://entry/{id}", "doctor://entry"), "no");
  EXPECT_EQ(match("test://t/{id}/data", "test://t/123/date"), "no");
  EXPECT_EQ(match("test://t/{id}/data", "test://t/123/data/x"), "no");
  EXPECT_EQ(match("x://{a}", "x://%2"), "no");
  EXPECT_EQ(match("x://{a}", "x://%zz"), "no");
  EXPECT_EQ(match("x://{a", "x://1"), "no");
}

TEST(UriTemplate, Variables) {
  EXPECT_TRUE(has_variable("a://{b}/{c}", "c"));
  EXPECT_FALSE(has_variable("a://{b}", "a"));
  EXPECT_FALSE(has_variable("a://{}", ""));
}

}  // namespace
}  // namespace doctor::mcp
