#include "json/json.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace doctor::json {
namespace {

std::string nested(int levels, const char* open, const char* close) {
  std::string out;
  for (int i = 0; i < levels; ++i) out += open;
  for (int i = 0; i < levels; ++i) out += close;
  return out;
}

TEST(Json, Depth) {
  EXPECT_EQ(depth(""), 0);
  EXPECT_EQ(depth("1"), 0);
  EXPECT_EQ(depth("[]"), 1);
  EXPECT_EQ(depth("[{\"a\": [1]}, []]"), 3);
  EXPECT_EQ(depth("\"[[[[\""), 0) << "brackets in a text are no nesting";
  EXPECT_EQ(depth("[\"\\\"[[[\"]"), 1);
  EXPECT_EQ(depth("[\"\\\\\", [1]]"), 2);
  EXPECT_EQ(depth("]]]]["), 0);
  EXPECT_EQ(depth("[\"unclosed [["), 1);
}

TEST(Json, DepthLimit) {
  EXPECT_TRUE(parse(nested(64, "[", "]")).ok());
  EXPECT_TRUE(parse("{\"a\":" + nested(63, "[", "]") + "}").ok());
  for (const std::string& text : {nested(65, "[", "]"), nested(1000000, "[", "]"),
                                  std::string(100000, '['), nested(40, "{\"a\":[", "]}")}) {
    const Result<Json> parsed = parse(text);
    ASSERT_FALSE(parsed.ok());
    EXPECT_EQ(parsed.problem().message, "is nested deeper than 64 levels");
  }
}

// The byte, from 1, as editors and people count.
TEST(Json, ErrorsNameTheByte) {
  const auto check = [](std::string_view text, int byte) {
    const Result<Json> parsed = parse(text);
    ASSERT_FALSE(parsed.ok()) << text;
    EXPECT_EQ(parsed.problem().where.column, byte) << text;
    EXPECT_EQ(parsed.problem().where.file, "");
    const std::string head = "is not valid JSON at byte " + std::to_string(byte) + ": ";
    EXPECT_EQ(parsed.problem().message.find(head), 0U) << parsed.problem().message;
    EXPECT_TRUE(text::is_utf8(parsed.problem().message));
    EXPECT_EQ(parsed.problem().message.find("json.exception"), std::string::npos);
  };
  check("", 1);
  check("{", 2);
  check("[1,]", 4);
  check("{\"a\": tru}", 10);
  check("[1] x", 5);
  check("{\"a\" 1}", 6);
  check("[1, 2", 6);
  check("\"a\nb\"", 3);
  check("'a'", 1);
  check("[01]", 3);
  check("// comment", 1);
}

TEST(Json, BadUtf8IsNoJson) {
  for (const char* text :
       {"\"\xFF\"", "\"\xC0\xAF\"", "\"\xED\xA0\x80\"", "\"\xE2\x82\"", "\xFE\xFF"}) {
    EXPECT_FALSE(parse(text).ok()) << text;
  }
}

TEST(Json, LoneSurrogatesAreRefused) {
  EXPECT_FALSE(parse("\"\\uD800\"").ok());
  EXPECT_FALSE(parse("\"\\uDC00\"").ok());
  EXPECT_FALSE(parse("\"\\uD800\\u0041\"").ok());
  EXPECT_EQ(parse("\"\\uD83D\\uDE00\"").value(), "\xF0\x9F\x98\x80");
}

TEST(Json, NumbersThatNothingHolds) {
  const Result<Json> parsed = parse("[1e400]");
  ASSERT_FALSE(parsed.ok());
  EXPECT_EQ(parsed.problem().message.find("is not usable JSON: "), 0U) << parsed.problem().message;
  EXPECT_TRUE(parse("[1e300, 123456789012345678901234567890]").ok());
}

TEST(Json, PrintNeverThrows) {
  EXPECT_EQ(print(Json("a\xFF"
                       "b")),
            "\"a\xEF\xBF\xBD"
            "b\"");
  EXPECT_EQ(print(Json({{"\xC3", 1}})), "{\"\xEF\xBF\xBD\":1}");
  EXPECT_EQ(print_pretty(Json({{"a", Json::array({"\xFF"})}})),
            "{\n  \"a\": [\n    \"\xEF\xBF\xBD\"\n  ]\n}");
  EXPECT_EQ(print(Json("a\nb\x01")), "\"a\\nb\\u0001\"") << "always one line";
}

TEST(Json, RawMember) {
  const auto check = [](std::string_view text, std::string_view key, std::string_view expected) {
    ASSERT_TRUE(parse(text).ok()) << text;
    EXPECT_EQ(raw_member(text, key), expected) << text;
  };
  check(R"({"id":1})", "id", "1");
  check(R"({"id" : "a\"b" , "x":2})", "id", R"("a\"b")");
  check(R"({"id":"a,b}]"})", "id", R"("a,b}]")");
  check(R"({"id":12345678901234567890123})", "id", "12345678901234567890123");
  check(R"({"id":1.50e+01})", "id", "1.50e+01");  // byte for byte, not as a number
  check(R"({"id": null })", "id", "null");
  check(R"({"a":{"id":1},"id":2})", "id", "2");  // the same key further in does not count
  check(R"({"a":[{"id":1}],"b":"\"id\":9"})", "id", "");
  check(R"({"id":[1,{"x":[2]}],"y":3})", "id", R"([1,{"x":[2]}])");
  check(R"({"\u0069d":7})", "id", "7");    // an escaped spelling of the key
  check(R"({"id":1,"id":2})", "id", "2");  // the last one counts, as in parse()
  check(R"({"a\"b":1})", "a\"b", "1");
  check("{\n\t\"id\" :\r\n 1\n}", "id", "1");
  check(R"({})", "id", "");
  check(R"([{"id":1}])", "id", "");
  check(R"("id")", "id", "");
  EXPECT_EQ(parse(R"({"id":1,"id":2})").value().at("id"), 2);
}

// The text has been parsed before, but a crash would still lose the server.
TEST(Json, RawMemberOfBrokenText) {
  for (const char* text :
       {"", "{", "{\"", "{\"id", "{\"id\"", "{\"id\":", "{\"id\":\"", "{\"id\":\"\\", "{\"id\":[",
        "{,}", "{\"id\" 1}", "{\"a\":1,,\"id\":2}"}) {
    raw_member(text, "id");
  }
}

}  // namespace
}  // namespace doctor::json
