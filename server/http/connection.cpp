#include "http/connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "http/admission.h"

namespace doctor::http {
namespace {

constexpr std::chrono::seconds kIdleTime{5};
constexpr std::chrono::seconds kHeadTime{10};
constexpr std::chrono::seconds kWriteTime{10};
constexpr std::chrono::milliseconds kLingerTime{500};
constexpr std::size_t kReadBytes = std::size_t{16} << 10U;
constexpr std::size_t kMostLingered = std::size_t{8} << 20U;
constexpr HeadLimits kLimits;
// A chunked body has its sizes on the wire too; the limit of the body itself is kept elsewhere.
constexpr std::size_t kMostChunkedBytes = 2 * kMostBodyBytes;

}  // namespace

bool Connection::wait(short events, Clock::time_point deadline, bool until_stopped) const {
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    std::array<pollfd, 2> ends{pollfd{socket_, events, 0}, pollfd{stopped_, POLLIN, 0}};
    const int ready = poll(ends.data(), until_stopped ? 2 : 1,
                           static_cast<int>(std::max<long long>(left.count() + 1, 0)));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    if (ends[0].revents != 0) return (ends[0].revents & (events | POLLHUP)) != 0;
    if (until_stopped && ends[1].revents != 0) return false;
  }
}

ssize_t Connection::receive(char* bytes, std::size_t size, Clock::time_point deadline) {
  while (wait(POLLIN, deadline, false)) {
    const ssize_t count = recv(socket_, bytes, size, MSG_DONTWAIT);
    if (count >= 0 || (errno != EINTR && errno != EAGAIN)) return count;
  }
  return -1;
}

bool Connection::next() {
  buffer_.erase(0, offset_);
  offset_ = 0;
  if (buffer_.empty() && !wait(POLLIN, Clock::now() + kIdleTime, true)) return false;
  return read_head();
}

bool Connection::read_head() {
  const auto deadline = Clock::now() + kHeadTime;
  std::size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (buffer_.size() > kLimits.bytes) {
      refuse(431, "the head is too long");
      return false;
    }
    const std::size_t old = buffer_.size();
    buffer_.resize(old + kReadBytes);
    const ssize_t count = receive(buffer_.data() + old, kReadBytes, deadline);
    buffer_.resize(old + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count <= 0) {
      if (count < 0 && old > 0) refuse(408, "the head did not come in time");
      return false;
    }
  }
  head_left_ = end + 4;
  head_ = http::read_head(std::string_view(buffer_).substr(0, head_left_), kLimits);
  if (head_.status != 0) {
    refuse(head_.status, head_.fault);
    return false;
  }
  body_left_ = head_.chunked ? kMostChunkedBytes : head_.length;
  reusable_ = !head_.chunked && !head_.close;
  deadline_ = Clock::now() + kBodyTime;
  holding_ = true;
  return true;
}

bool Connection::finish() {
  holding_ = false;
  send_all(std::exchange(held_, {}));
  return reusable_ && !broken_ && head_left_ == 0 && body_left_ == 0;
}

void Connection::linger() {
  shutdown(socket_, SHUT_WR);
  const auto deadline = Clock::now() + kLingerTime;
  std::array<char, kReadBytes> drain{};
  std::size_t total = 0;
  while (total < kMostLingered) {
    const ssize_t count = receive(drain.data(), drain.size(), deadline);
    if (count <= 0) return;
    total += static_cast<std::size_t>(count);
  }
}

bool Connection::is_readable() const {
  return head_left_ > 0 || body_left_ > 0;
}

// A stream that says nothing for long asks this to learn whether its client is still there.
bool Connection::is_writable() const {
  if (broken_) return false;
  std::array<pollfd, 1> end{pollfd{socket_, POLLOUT | POLLRDHUP, 0}};
  if (poll(end.data(), 1, 0) < 0) return errno == EINTR;
  return (end[0].revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) == 0;
}

ssize_t Connection::read(char* bytes, std::size_t size) {
  std::size_t& left = head_left_ > 0 ? head_left_ : body_left_;
  size = std::min(size, left);
  if (size == 0) return 0;
  if (offset_ == buffer_.size()) {
    // "100 Continue": the client waits for it before it sends more.
    if (!held_.empty() && !send_all(std::exchange(held_, {}))) return -1;
    buffer_.resize(kReadBytes);
    offset_ = 0;
    const ssize_t count = receive(buffer_.data(), buffer_.size(), deadline_);
    buffer_.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count <= 0) return count;
  }
  size = std::min(size, buffer_.size() - offset_);
  std::copy_n(buffer_.data() + offset_, size, bytes);
  offset_ += size;
  left -= size;
  return static_cast<ssize_t>(size);
}

ssize_t Connection::write(const char* bytes, std::size_t size) {
  // The first piece is the head; with the second one both leave.
  const bool is_head = holding_ && held_.empty();
  held_.append(bytes, size);
  if (is_head) return static_cast<ssize_t>(size);
  holding_ = false;
  return send_all(std::exchange(held_, {})) ? static_cast<ssize_t>(size) : -1;
}

bool Connection::send_all(std::string_view bytes) {
  const auto deadline = Clock::now() + kWriteTime;
  while (!bytes.empty() && !broken_) {
    const ssize_t count = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (count < 0 && errno == EAGAIN) {
      broken_ = !wait(POLLOUT, deadline, false);
    } else if (errno != EINTR) {
      broken_ = true;
    }
  }
  return !broken_;
}

void Connection::refuse(int status, std::string_view sentence) {
  const Reply reply = refusal(status, "Bad Request: " + std::string(sentence));
  send_all("HTTP/1.1 " + std::to_string(status) +
           " Refused\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
           std::to_string(reply.body.size()) + "\r\n\r\n" + reply.body);
}

// Nobody here asks for addresses: what may be served is decided by Host, Origin and token.
void Connection::get_remote_ip_and_port(std::string& /*ip*/, int& port) const {
  port = 0;
}

void Connection::get_local_ip_and_port(std::string& /*ip*/, int& port) const {
  port = 0;
}

}  // namespace doctor::http
