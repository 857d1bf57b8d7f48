#include "mcp/reading.h"

#include <gtest/gtest.h>

#include "tests/support/asked.h"
#include "tests/support/fake_offer.h"

namespace doctor::mcp {
namespace {

Json ask(const std::string& method, const std::string& params, Era era = Era::kLegacy) {
  static const Server server({"n", "T", "1", ""}, test::fake_offer());
  return test::ask(server, {era}, method, params).result;
}

Json read(const std::string& uri, Era era = Era::kLegacy) {
  return ask("resources/read", json::print({{"uri", uri}}), era);
}

TEST(ReadResource, TextsAndBlobs) {
  EXPECT_EQ(read("test://page/7"), Json::parse(R"({"contents":[
      {"uri":"test://page/7","mimeType":"text/plain","text":"7"}]})"));
  EXPECT_EQ(read("test://page/1"), Json::parse(R"({"contents":[
      {"uri":"test://page/1","mimeType":"text/plain","blob":"AAAA"}]})"));
  EXPECT_EQ(read("test://item/x%20y")["contents"][0]["text"], "x y");
  const Json modern = read("test://page/7", Era::kModern);
  EXPECT_EQ(modern["ttlMs"], 60000);
  EXPECT_EQ(modern["resultType"], "complete");
}

TEST(ReadResource, WhatDoesNotExist) {
  for (const char* uri : {"test://page/500", "test://item/none", "test://item/", "", "x"}) {
    const Json legacy = read(uri)["error"];
    EXPECT_EQ(legacy["code"], -32002) << uri;
    EXPECT_EQ(legacy["data"]["uri"], uri);
    const Json modern = read(uri, Era::kModern)["error"];
    EXPECT_EQ(modern["code"], -32602) << uri;
    EXPECT_EQ(modern["data"]["uri"], uri);
  }
  EXPECT_EQ(ask("resources/read", R"({"uri":5})")["error"]["code"], -32602);
  EXPECT_EQ(ask("resources/read", "{}")["error"]["code"], -32602);
  EXPECT_EQ(ask("resources/read", "null")["error"]["code"], -32602);
}

// The text of the message, or that of the error.
std::string prompt(const std::string& params) {
  const Json result = ask("prompts/get", params);
  if (result.contains("error")) return result["error"]["message"];
  return result["messages"][0]["content"]["text"];
}

TEST(GetPrompt, ChecksItsArguments) {
  EXPECT_EQ(prompt(R"({"name":"greet","arguments":{"name":"you"}})"), "Hello you");
  EXPECT_EQ(prompt(R"({"name":"greet","arguments":{"name":"you","tone":""}})"), "Hello you");
  EXPECT_EQ(prompt(R"({"name":"greet"})"),
            "Invalid params: the prompt greet needs the argument name");
  EXPECT_EQ(prompt(R"({"name":"greet","arguments":{"name":"a","nam":"b"}})"),
            "Invalid params: the prompt greet has no argument nam");
  EXPECT_EQ(prompt(R"({"name":"greet","arguments":{"name":5}})"),
            "Invalid params: the argument name must be a string");
  EXPECT_EQ(prompt(R"({"name":"greet","arguments":[]})"),
            "Invalid params: params.arguments must be an object");
  EXPECT_EQ(prompt(R"({"name":"gret"})"),
            "Invalid params: unknown prompt gret. Did you mean greet?");
  EXPECT_EQ(prompt(R"({"name":5})"), "Invalid params: params.name must be a string");
  EXPECT_EQ(prompt("null"), "Invalid params: params.name must be a string");
}

}  // namespace
}  // namespace doctor::mcp
