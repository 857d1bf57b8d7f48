#include "rpc/line_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace doctor::rpc {
namespace {

// Feeds `stream` in pieces of `piece` bytes; the lines come back joined by "|", overlong ones as !.
std::string read(const std::string& stream, std::size_t limit, std::size_t piece, bool finish) {
  LineReader reader(limit);
  std::string lines;
  const auto take = [&] {
    while (const auto line = reader.next()) {
      lines += (lines.empty() ? "" : "|") + (line->overlong ? "!" : std::string(line->text));
    }
  };
  for (std::size_t i = 0; i < stream.size(); i += piece) {
    reader.feed(std::string_view(stream).substr(i, piece));
    take();
  }
  if (finish) reader.finish();
  take();
  return lines;
}

void check(const std::string& stream, const std::string& expected, bool finish = true) {
  constexpr std::size_t kLimit = 5;
  for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
    EXPECT_EQ(read(stream, kLimit, piece, finish), expected) << stream << " by " << piece;
  }
}

TEST(LineReader, Lines) {
  check("ab\ncd\n", "ab|cd");
  check("ab\r\ncd\r\n", "ab|cd");
  check("\n\r\n \t\r\nab\n\n", "ab");
  check("a\rb\n", "a\rb");
}

TEST(LineReader, LastLineWithoutBreak) {
  check("ab\ncd", "ab|cd");
  check("ab\ncd\r", "ab|cd");
  check("ab\ncd", "ab", false);
  check("ab\n  ", "ab");
}

TEST(LineReader, Limit) {
  check("12345\nab\n", "12345|ab");
  check("12345\r\nab\n", "12345|ab");
  check("123456\nab\n", "!|ab");
  check("123456\r\nab\n", "!|ab");
  check("1234567890123\nab\n1234567\n", "!|ab|!");
  check("12345\nab\n123456", "12345|ab|!");
  check("12345678901234567890", "!");
}

TEST(LineReader, OverlongIsReportedBeforeItsEnd) {
  LineReader reader(5);
  reader.feed("1234567");
  const auto line = reader.next();
  ASSERT_TRUE(line);
  EXPECT_TRUE(line->overlong);
  EXPECT_FALSE(reader.next());
  reader.feed("89");
  EXPECT_FALSE(reader.next());
}

}  // namespace
}  // namespace doctor::rpc
