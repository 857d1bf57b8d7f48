#include "classify/line_scanner.h"

#include <gtest/gtest.h>

#include <random>

#include "base/text.h"

namespace doctor::classify {
namespace {

// Gives the text in pieces of at most `step` bytes, and counts the bytes given.
class SlowSource : public ByteSource {
 public:
  SlowSource(std::string_view text, std::size_t step) : rest_(text), step_(step) {}
  Result<std::size_t> read(char* buffer, std::size_t size) override {
    const std::size_t count = rest_.copy(buffer, std::min(size, step_));
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
  std::size_t step_;
};

struct Numbered {
  int number;
  std::string text;
  bool operator==(const Numbered&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Numbered& line) {
  return out << line.number << ": " << line.text.substr(0, 60);
}

std::vector<Numbered> all_lines(LineScanner& scanner) {
  std::vector<Numbered> lines;
  while (true) {
    const auto line = scanner.next();
    EXPECT_TRUE(line.ok());
    if (!line.ok() || !line.value()) return lines;
    lines.push_back({line.value()->number, std::string(line.value()->text)});
  }
}

std::vector<Numbered> scan(std::string_view text, const LiteralFilter* filter = nullptr) {
  TextSource source(text);
  LineScanner scanner(source, filter);
  std::vector<Numbered> lines = all_lines(scanner);
  EXPECT_EQ(scanner.bytes(), text.size());
  return lines;
}

TEST(LineScanner, CutsLines) {
  EXPECT_EQ(scan("a\nb\n"), (std::vector<Numbered>{{1, "a"}, {2, "b"}}));
  EXPECT_EQ(scan("a\n\n\nb"), (std::vector<Numbered>{{1, "a"}, {2, ""}, {3, ""}, {4, "b"}}));
  EXPECT_EQ(scan("a\r\nb\r\n"), (std::vector<Numbered>{{1, "a\r"}, {2, "b\r"}}));
  EXPECT_EQ(scan("\n"), (std::vector<Numbered>{{1, ""}}));
  EXPECT_TRUE(scan("").empty());
}

TEST(LineScanner, CountsLines) {
  const auto count = [](std::string_view text, const LiteralFilter* filter) {
    TextSource source(text);
    LineScanner scanner(source, filter);
    all_lines(scanner);
    return scanner.lines();
  };
  const LiteralFilter filter({"never there"});
  for (const LiteralFilter* used : {static_cast<const LiteralFilter*>(nullptr), &filter}) {
    EXPECT_EQ(count("", used), 0);
    EXPECT_EQ(count("a", used), 1);
    EXPECT_EQ(count("a\n", used), 1);
    EXPECT_EQ(count("a\nb", used), 2);
    EXPECT_EQ(count("\n\n", used), 2);
  }
}

// A literal, a colour or a typographic quote: either of the last two may hide a literal.
TEST(LineScanner, PassesOnWhatMayMatter) {
  const LiteralFilter filter({"error"});
  EXPECT_EQ(scan("one\nan ERROR\nthree\n\x1b[1mfour\nfive\n\xE2\x80\x98six\nseven error", &filter),
            (std::vector<Numbered>{
                {2, "an ERROR"}, {4, "\x1b[1mfour"}, {6, "\xE2\x80\x98six"}, {7, "seven error"}}));
}

TEST(LineScanner, PassesOnWhatIsWanted) {
  const LiteralFilter filter({"error"});
  TextSource source("1 error\n2\n3\n4\n5 error\n6\n");
  LineScanner scanner(source, &filter);
  EXPECT_EQ(scanner.next().value()->number, 1);
  scanner.want_until(3);
  EXPECT_EQ(all_lines(scanner), (std::vector<Numbered>{{2, "2"}, {3, "3"}, {5, "5 error"}}));
}

// What was ignored counts again at once, also where the scanner has looked ahead meanwhile.
TEST(LineScanner, IgnoredLiterals) {
  const LiteralFilter filter({"first", "second"});
  LiteralFilter::Ignored first(2);
  first[filter.literals()[0] == "first" ? 0 : 1] = true;
  TextSource source("the first\n\x1b[0m\nthe first\nthe second\nthe first\n");
  LineScanner scanner(source, &filter);
  scanner.ignore(first);
  EXPECT_EQ(scanner.next().value()->number, 2);
  scanner.ignore({});
  EXPECT_EQ(scanner.next().value()->number, 3);
  scanner.ignore(first);
  EXPECT_EQ(all_lines(scanner), (std::vector<Numbered>{{4, "the second"}}));
}

// Lines of many lengths across many buffers, read in odd steps.
TEST(LineScanner, BufferBorders) {
  std::mt19937 random(20260722);  // NOLINT: the same text each time
  std::string text;
  std::vector<Numbered> hits;
  int number = 1;
  while (text.size() < 5 * LineScanner::kBufferBytes) {
    std::string line(random() % 3000, static_cast<char>('a' + random() % 3));
    if (random() % 10 == 0) {
      line.insert(random() % (line.size() + 1), "error: x");
      hits.push_back({number, line});
    }
    text += line + "\n";
    ++number;
  }
  const LiteralFilter filter({"error: x"});
  for (const std::size_t step : {std::size_t{4099}, std::size_t{1} << 16U, text.size()}) {
    SlowSource source(text, step);
    LineScanner scanner(source, &filter);
    EXPECT_EQ(all_lines(scanner), hits) << step;
    EXPECT_EQ(scanner.lines(), number - 1);
    EXPECT_EQ(scanner.bytes(), text.size());
  }
}

TEST(LineScanner, ALineThatEndsWithTheBuffer) {
  for (const std::size_t length :
       {LineScanner::kBufferBytes - 1, LineScanner::kBufferBytes, LineScanner::kBufferBytes + 1}) {
    const std::string line(length - 1, 'x');
    const std::vector<Numbered> lines = scan(line + "\nnext\n");
    std::string first;
    for (const Numbered& piece : lines) {
      if (piece.number == 1) first += piece.text;
    }
    EXPECT_EQ(first, line);
    EXPECT_EQ(lines.back(), (Numbered{2, "next"}));
  }
}

// Bounded memory: a line longer than the buffer comes in pieces, all with its number.
TEST(LineScanner, TenMegabytesWithoutALineBreak) {
  const std::string text = std::string(10U << 20U, 'x') + "error: x";
  const std::vector<Numbered> lines = scan(text + "\nnext");
  std::string whole;
  for (const Numbered& piece : lines) {
    EXPECT_LE(piece.text.size(), LineScanner::kBufferBytes);
    if (piece.number == 1) whole += piece.text;
  }
  EXPECT_TRUE(whole == text);
  EXPECT_EQ(lines.back(), (Numbered{2, "next"}));
  const LiteralFilter filter({"error: x"});
  EXPECT_EQ(scan(text, &filter).size(), 1U);
}

TEST(LineScanner, Indentation) {
  const auto check = [](std::string_view text, std::size_t expected) {
    TextSource source(text);
    LineScanner scanner(source, nullptr);
    EXPECT_TRUE(scanner.next().ok());
    EXPECT_EQ(scanner.indentation(), expected) << text;
  };
  check("a\n", 0);
  check("    a\n    b\n", 4);
  check("    a\n\n      b\n", 4);
  check("    a\nb\n", 0);
  check("\ta\n\tb\n", 1);
  check("   \n  \n", 0);
  check("", 0);
}

TEST(LineScanner, AFailingSourceIsAProblem) {
  class Failing : public ByteSource {
    Result<std::size_t> read(char*, std::size_t) override { return Problem{"gone", {"x.log"}}; }
  };
  Failing source;
  LineScanner scanner(source, nullptr);
  const auto line = scanner.next();
  ASSERT_FALSE(line.ok());
  EXPECT_EQ(line.problem().str(), "x.log: gone");
}

}  // namespace
}  // namespace doctor::classify
