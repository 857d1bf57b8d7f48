#include "base/text.h"

#include <gtest/gtest.h>

namespace doctor::text {
namespace {

constexpr std::size_t kGood = std::string_view::npos;
constexpr const char* kReplaced = "\xEF\xBF\xBD";

// The offset of the first bad byte, and the text with each bad byte replaced.
void check_utf8(std::string_view text, std::size_t bad, const std::string& repaired) {
  EXPECT_EQ(first_bad_utf8(text), bad) << text;
  EXPECT_EQ(is_utf8(text), bad == kGood) << text;
  EXPECT_EQ(repair_utf8(text), repaired);
  EXPECT_TRUE(is_utf8(repair_utf8(text)));
}

TEST(Text, WellFormedUtf8) {
  for (const char* text :
       {"", "ascii", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    check_utf8(text, kGood, text);
  }
  check_utf8(std::string_view("a\0b", 3), kGood, std::string("a\0b", 3));
}

TEST(Text, IllFormedUtf8) {
  const std::string r = kReplaced;
  check_utf8(
      "a\xFF"
      "b",
      1, "a" + r + "b");
  check_utf8("\x80", 0, r);                          // a tail without a head
  check_utf8("ab\xC3", 2, "ab" + r);                 // cut off
  check_utf8("\xE2\x82", 0, r + r);                  // cut off
  check_utf8("\xC0\xAF", 0, r + r);                  // overlong slash
  check_utf8("\xE0\x80\xAF", 0, r + r + r);          // overlong, three bytes
  check_utf8("\xF0\x80\x80\xAF", 0, r + r + r + r);  // overlong, four bytes
  check_utf8("\xED\xA0\x80", 0, r + r + r);          // a surrogate
  check_utf8("\xF4\x90\x80\x80", 0, r + r + r + r);  // above U+10FFFF
  check_utf8("\xF5\x80\x80\x80", 0, r + r + r + r);
  check_utf8("\xC3(", 0, r + "(");  // what follows is kept
  check_utf8("\xE2\x82\xAC\xE2\x82", 3, "\xE2\x82\xAC" + r + r);
}

void check_strip(std::string_view text, std::string_view expected) {
  EXPECT_EQ(strip_escapes(text), expected);
}

TEST(Text, StripsColours) {
  check_strip("plain", "plain");
  check_strip("\x1b[0m\x1b[1m\x1b[38;5;9merror\x1b[0m: x", "error: x");
  check_strip("\x1b[38:2::255:0:0mx", "x");
  check_strip("a\x1b[Kb\x1b[2Jc\x1b[?25ld", "abcd");
}

TEST(Text, StripsLinksAndTitles) {
  check_strip("\x1b]8;;https://a.b/c\x1b\\text\x1b]8;;\x1b\\", "text");
  check_strip("\x1b]8;;https://a.b/c\atext\x1b]8;;\a", "text");
  check_strip("\x1b]0;title\atext", "text");
  check_strip("\x1bPdevice\x1b\\text", "text");
}

TEST(Text, StripsShortForms) {
  check_strip("\x1b(Btext", "text");
  check_strip("\x1b=text\x1b>", "text");
  check_strip(
      "\x1b"
      "7text\x1b"
      "8",
      "text");
  check_strip("\x1bMtext", "text");
}

// A sequence that is cut off takes nothing of the next line with it.
TEST(Text, StripsCutOffSequences) {
  check_strip("text\x1b", "text");
  check_strip("text\x1b[", "text");
  check_strip("text\x1b[38;5", "text");
  check_strip("text\x1b]8;;http", "text");
  check_strip("\x1b]8;;http\nnext", "\nnext");
  check_strip("\x1b]0;a\x1b[1mb", "b");  // another sequence ends a string
  check_strip("\x1b[1\nnext", "\nnext");
}

TEST(Text, Trim) {
  EXPECT_EQ(trim(" \t\r\n a b \r\n"), "a b");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim(" \t "), "");
}

TEST(Text, SplitAndLines) {
  using Views = std::vector<std::string_view>;
  EXPECT_EQ(split("a,b,,c", ','), (Views{"a", "b", "", "c"}));
  EXPECT_EQ(split("", ','), Views{""});
  EXPECT_EQ(split(",", ','), (Views{"", ""}));
  EXPECT_EQ(lines("a\nb\n"), (Views{"a", "b"}));
  EXPECT_EQ(lines("a\nb"), (Views{"a", "b"}));
  EXPECT_EQ(lines("a\n\n"), (Views{"a", ""}));
}

TEST(Text, Join) {
  EXPECT_EQ(join({}, ", "), "");
  EXPECT_EQ(join({"a"}, ", "), "a");
  EXPECT_EQ(join({"a", "b"}, ", "), "a, b");
  EXPECT_EQ(join({"", "b", ""}, ","), ",b,");
}

TEST(Text, ClipsAtCharacters) {
  const auto check = [](std::string_view text, std::size_t limit, std::string_view expected) {
    const std::string clipped = clip(text, limit);
    EXPECT_EQ(clipped, expected);
    EXPECT_TRUE(clipped.size() <= limit || limit < 3) << "the mark alone takes three bytes";
    EXPECT_TRUE(is_utf8(clipped));
  };
  check("abcdef", 6, "abcdef");
  check("abcdefg", 6, "abc\xE2\x80\xA6");
  check("a\xC3\xA4\xC3\xB6\xC3\xBC", 6, "a\xC3\xA4\xE2\x80\xA6");
  check("\xF0\x9F\x98\x80\xF0\x9F\x98\x80", 6, "\xE2\x80\xA6");  // no half of a character
  check("\xF0\x9F\x98\x80\xF0\x9F\x98\x80", 7, "\xF0\x9F\x98\x80\xE2\x80\xA6");
  check("abc", 0, "\xE2\x80\xA6");
  check("", 0, "");
}

TEST(Text, Lower) {
  EXPECT_EQ(lower("AbZ[\xC3\x84]"), "abz[\xC3\x84]");
}

TEST(Text, Fill) {
  const auto check = [](std::string_view pattern, std::string_view expected) {
    EXPECT_EQ(fill(pattern, [](std::string_view name) { return "<" + std::string(name) + ">"; }),
              expected);
  };
  check("", "");
  check("plain", "plain");
  check("{crate}", "<crate>");
  check("a {x} b {y_2}", "a <x> b <y_2>");
  check("{}", "{}");
  check("{ x }", "{ x }");
  check("{a", "{a");
  check("{a {b}", "{a <b>");
  check("{{a}}", "{<a>}");
  check("inherit (pkgs) {a-b};", "inherit (pkgs) {a-b};");
}

}  // namespace
}  // namespace doctor::text
