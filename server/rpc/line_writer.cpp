#include "rpc/line_writer.h"

#include <poll.h>
#include <unistd.h>
#include <climits>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace doctor::rpc {
namespace {

// What a pipe takes without blocking when poll() calls it writable. The descriptor itself cannot be
// made non-blocking: others may share it.
constexpr std::size_t kChunk = PIPE_BUF;

}  // namespace

void LineWriter::write_line(std::string line) {
  line += '\n';
  const std::lock_guard lock(mutex_);
  if (broken_ || write_all(line)) return;
  broken_ = true;
  bell_.ring();
}

bool LineWriter::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!wait_writable()) return false;
    const auto written = write(fd_, bytes.data(), std::min(bytes.size(), kChunk));
    if (written < 0 && errno != EINTR && errno != EAGAIN) return false;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool LineWriter::wait_writable() {
  int timeout = -1;
  while (true) {
    // Once the bell has rung, only the pipe and the clock matter.
    std::array<pollfd, 2> ends{pollfd{fd_, POLLOUT, 0}, pollfd{bell_.fd(), POLLIN, 0}};
    const int ready = poll(ends.data(), timeout < 0 ? 2 : 1, timeout);
    if (ready < 0 && errno != EINTR && errno != EAGAIN) return false;
    if ((ends[0].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) return false;
    if ((ends[0].revents & POLLOUT) != 0) return true;
    if (ready == 0) return false;
    if (timeout >= 0 || (ends[1].revents & POLLIN) != 0) {
      const auto left = bell_.noticed() + kGrace - Bell::Clock::now();
      const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(left).count();
      timeout = static_cast<int>(std::max<decltype(whole)>(whole, 0));
    }
  }
}

}  // namespace doctor::rpc
