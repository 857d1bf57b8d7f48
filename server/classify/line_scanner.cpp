#include "classify/line_scanner.h"

#include <algorithm>
#include <cstring>

namespace doctor::classify {
namespace {

constexpr char kEscape = '\x1b';
constexpr char kQuoteLead =
    '\xE2';  // first byte of every typographic quote in UTF-8 but one that no tool prints

// Offset of `byte` in [from, end) of the buffer, or `end`.
std::size_t find_byte(const char* buffer, std::size_t from, std::size_t end, char byte) {
  if (from >= end) return end;
  const void* found = std::memchr(buffer + from, byte, end - from);
  return found == nullptr ? end
                          : static_cast<std::size_t>(static_cast<const char*>(found) - buffer);
}

// The smallest number of blanks that a line with anything else begins with; 0 at the first line
// without.
std::size_t common_indentation(std::string_view text) {
  std::size_t common = std::string_view::npos;
  while (!text.empty() && common != 0) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::size_t blanks = text.find_first_not_of(" \t\r");
    if (blanks < end) common = std::min(common, blanks);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return common == std::string_view::npos ? 0 : common;
}

}  // namespace

LineScanner::LineScanner(ByteSource& source, const LiteralFilter* filter)
    : source_(source),
      filter_(filter),
      buffer_(std::make_unique_for_overwrite<char[]>(kBufferBytes)) {}

std::optional<Problem> LineScanner::refill() {
  std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  while (!at_end_ && end_ < kBufferBytes) {
    const Result<std::size_t> count = source_.read(buffer_.get() + end_, kBufferBytes - end_);
    if (!count.ok()) return count.problem();
    at_end_ = count.value() == 0;
    end_ += count.value();
  }
  complete_ = end_;
  if (!at_end_) {
    const std::size_t newline = std::string_view(buffer_.get(), end_).rfind('\n');
    if (newline != std::string_view::npos) complete_ = newline + 1;
  }
  if (is_first_buffer_)
    indentation_ = common_indentation(std::string_view(buffer_.get(), complete_));
  is_first_buffer_ = false;
  next_hit_ = next_escape_ = next_quote_ = 0;
  return std::nullopt;
}

std::size_t LineScanner::next_candidate() {
  if (filter_ == nullptr) return begin_;
  const auto renew = [this](std::size_t& cached, auto find) {
    if (cached < begin_ || cached == 0) cached = find();
  };
  renew(next_escape_, [&] { return find_byte(buffer_.get(), begin_, complete_, kEscape); });
  renew(next_quote_, [&] { return find_byte(buffer_.get(), begin_, complete_, kQuoteLead); });
  renew(next_hit_, [&] {
    return std::min(filter_->find(std::string_view(buffer_.get(), complete_), begin_, ignored_),
                    complete_);
  });
  return std::min({next_escape_, next_quote_, next_hit_});
}

void LineScanner::skip_to(std::size_t offset) {
  line_ += static_cast<int>(std::count(buffer_.get() + begin_, buffer_.get() + offset, '\n'));
  if (offset > begin_) is_at_line_start_ = buffer_[offset - 1] == '\n';
  bytes_ += offset - begin_;
  begin_ = offset;
}

RawLine LineScanner::take_line(std::size_t start) {
  skip_to(start);
  const std::size_t newline = find_byte(buffer_.get(), start, complete_, '\n');
  const RawLine line{line_, std::string_view(buffer_.get() + start, newline - start)};
  skip_to(std::min(newline + 1, complete_));
  return line;
}

Result<std::optional<RawLine>> LineScanner::next() {
  while (true) {
    if (begin_ == complete_) {
      if (at_end_) return std::optional<RawLine>();
      if (auto problem = refill()) return *std::move(problem);
      continue;
    }
    if (line_ <= wanted_until_) return std::optional(take_line(begin_));
    const std::size_t hit = next_candidate();
    if (hit == complete_) {
      skip_to(complete_);
      continue;
    }
    const std::size_t newline = std::string_view(buffer_.get() + begin_, hit - begin_).rfind('\n');
    return std::optional(
        take_line(newline == std::string_view::npos ? begin_ : begin_ + newline + 1));
  }
}

}  // namespace doctor::classify
