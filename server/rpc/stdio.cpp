#include "rpc/stdio.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace doctor::rpc {
namespace {

constexpr std::size_t kReadBytes = std::size_t{64} << 10U;

}  // namespace

Stdio::Stdio(int in, int out, Bell& bell, std::vector<int> first)
    : in_(in),
      out_(out),
      first_(std::move(first)),
      bell_(bell),
      writer_(std::make_shared<LineWriter>(out, bell)),
      buffer_(kReadBytes) {}

std::optional<Message> Stdio::next() {
  while (true) {
    if (const std::optional<LineReader::Line> line = lines_.next()) {
      return line->overlong ? Message(too_long()) : read_message(line->text);
    }
    if (at_end_ || !read_some()) {
      bell_.ring();  // from here on nobody waits long for a full pipe
      return std::nullopt;
    }
  }
}

bool Stdio::read_some() {
  while (wait_readable()) {
    const auto count = read(source(), buffer_.data(), buffer_.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count > 0) {
      lines_.feed({buffer_.data(), static_cast<std::size_t>(count)});
    } else if (!first_.empty()) {
      close(first_.front());
      first_.erase(first_.begin());
      continue;
    } else {
      at_end_ = true;
      lines_.finish();
    }
    return true;
  }
  return false;
}

bool Stdio::wait_readable() {
  while (true) {
    std::array<pollfd, 3> ends{pollfd{source(), POLLIN, 0}, pollfd{bell_.fd(), POLLIN, 0},
                               pollfd{out_, 0, 0}};
    const int ready = poll(ends.data(), ends.size(), -1);
    if (ready < 0 && errno != EINTR && errno != EAGAIN) return false;
    if (ready <= 0) continue;
    if (ends[1].revents != 0) return false;
    if (ends[2].revents != 0) return false;  // closed output: nobody would read an answer
    if (ends[0].revents != 0) return true;   // also for a closed or bad input: read() tells
  }
}

}  // namespace doctor::rpc
