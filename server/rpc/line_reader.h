// Cuts a stream of bytes into lines of bounded length.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace doctor::rpc {

// Lines end with "\n" or "\r\n"; blank ones are left out. Of a line beyond the limit nothing is
// kept: its bytes are dropped up to its line break. One thread at a time.
class LineReader {
 public:
  struct Line {
    std::string_view text;  // without its line break; good until the next call
    bool overlong = false;  // reported once per such line, as soon as it is known; no text then
  };

  explicit LineReader(std::size_t limit) : limit_(limit) {}

  // Takes the next bytes of the stream.
  void feed(std::string_view bytes);

  // The stream has ended: what is left counts as a line.
  void finish();

  // The next line among the bytes so far.
  std::optional<Line> next();

 private:
  void drop_consumed();

  const std::size_t limit_;
  std::string buffer_;
  std::size_t start_ = 0;     // of the bytes that were not handed out
  std::size_t searched_ = 0;  // up to here there is no "\n"
  bool dropping_ = false;     // inside a line beyond the limit
};

}  // namespace doctor::rpc
