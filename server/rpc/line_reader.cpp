#include "rpc/line_reader.h"

#include <utility>

namespace doctor::rpc {
namespace {

// A buffer that held a larger line is given back: a log of megabytes comes once in a session.
constexpr std::size_t kKeptBuffer = std::size_t{256} << 10U;

}  // namespace

void LineReader::feed(std::string_view bytes) {
  drop_consumed();
  if (dropping_) {
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) return;
    dropping_ = false;
    bytes.remove_prefix(end + 1);
  }
  buffer_ += bytes;
}

void LineReader::finish() {
  if (buffer_.size() > start_) feed("\n");
}

std::optional<LineReader::Line> LineReader::next() {
  while (true) {
    const std::size_t end = buffer_.find('\n', searched_);
    if (end == std::string::npos) break;
    std::string_view line = std::string_view(buffer_).substr(start_, end - start_);
    start_ = searched_ = end + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() > limit_) return Line{{}, true};
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) return Line{line, false};
  }
  searched_ = buffer_.size();
  // One byte more may come: the "\r" of a line that is as long as it may be.
  if (searched_ - start_ <= limit_ + 1) return std::nullopt;
  dropping_ = true;
  start_ = searched_;
  drop_consumed();
  return Line{{}, true};
}

void LineReader::drop_consumed() {
  buffer_.erase(0, start_);
  searched_ -= start_;
  start_ = 0;
  if (buffer_.empty() && buffer_.capacity() > kKeptBuffer) std::string().swap(buffer_);
}

}  // namespace doctor::rpc
