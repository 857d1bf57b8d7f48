// Cuts a log into lines and passes on only those worth a closer look.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "base/byte_source.h"
#include "base/result.h"
#include "classify/literal_filter.h"

namespace doctor::classify {

// A line without its line break, valid until the next call. One that is longer than the buffer
// comes in pieces with the same number.
struct RawLine {
  int number = 0;  // from 1
  std::string_view text;
};

// Holds one buffer, whatever the size of the log.
class LineScanner {
 public:
  static constexpr std::size_t kBufferBytes = 1U << 20U;

  // Both must outlive the scanner. Without a filter every line is passed on.
  LineScanner(ByteSource& source, const LiteralFilter* filter);

  // The next line that holds a literal, an escape sequence or a typographic quote (either may hide
  // a literal), or that want_until() asked for. Nothing at the end.
  Result<std::optional<RawLine>> next();

  // Literals that make no line worth a look for the time being.
  void ignore(LiteralFilter::Ignored literals) {
    ignored_ = std::move(literals);
    next_hit_ = 0;  // it may lie behind a literal that counts again
  }

  // Passes on every line up to this number.
  void want_until(int number) { wanted_until_ = number; }

  // Blanks that every line at the start of the log begins with: a log pasted with indentation.
  // Known after the first next().
  std::size_t indentation() const { return indentation_; }

  // Lines and bytes passed over so far. A last line without a line break counts.
  int lines() const { return line_ - (is_at_line_start_ ? 1 : 0); }
  std::size_t bytes() const { return bytes_; }

 private:
  std::optional<Problem> refill();
  std::size_t next_candidate();
  RawLine take_line(std::size_t start);
  void skip_to(std::size_t offset);

  ByteSource& source_;
  const LiteralFilter* filter_;
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;     // first byte not yet passed over
  std::size_t complete_ = 0;  // end of the last whole line
  std::size_t end_ = 0;       // end of the bytes read
  std::size_t next_hit_ =
      0;  // cached places of the next literal, escape and quote byte; reset by refill()
  std::size_t next_escape_ = 0;
  std::size_t next_quote_ = 0;
  bool at_end_ = false;
  bool is_first_buffer_ = true;
  std::size_t indentation_ = 0;
  int line_ = 1;
  bool is_at_line_start_ = true;
  int wanted_until_ = 0;
  LiteralFilter::Ignored ignored_;
  std::size_t bytes_ = 0;
};

}  // namespace doctor::classify
