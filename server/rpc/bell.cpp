#include "rpc/bell.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace doctor::rpc {
namespace {

// The writing end of the one bell that signals ring: a signal handler gets no argument of its own.
std::atomic<int> signalled_end{-1};  // NOLINT: see above
static_assert(std::atomic<int>::is_always_lock_free);

void write_one(int end) {
  const char any = '!';
  // A full pipe is readable, which is all that is wanted.
  [[maybe_unused]] const auto written = write(end, &any, 1);
}

extern "C" void ring_on_signal(int /*signal*/) {
  const int saved = errno;
  const int end = signalled_end.load(std::memory_order_relaxed);
  if (end >= 0) write_one(end);
  errno = saved;
}

}  // namespace

Bell::Bell() {
  if (pipe(ends_.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  for (const int end : ends_) {
    fcntl(end, F_SETFD, FD_CLOEXEC);
    fcntl(end, F_SETFL, O_NONBLOCK);
  }
}

Bell::~Bell() {
  for (const int end : ends_) close(end);
}

void Bell::ring() {
  noticed();
  write_one(ends_[1]);
}

Bell::Clock::time_point Bell::noticed() {
  const Clock::rep now = Clock::now().time_since_epoch().count();
  Clock::rep first = 0;
  if (noticed_.compare_exchange_strong(first, now)) first = now;
  return Clock::time_point(Clock::duration(first));
}

SignalBell::SignalBell(const Bell& bell) {
  signalled_end.store(bell.ends_[1]);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    struct sigaction action {};
    action.sa_handler = kSignals.at(i) == SIGPIPE ? SIG_IGN : ring_on_signal;
    action.sa_flags = SA_RESTART;
    sigaction(kSignals.at(i), &action, &former_.at(i));
  }
}

SignalBell::~SignalBell() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    sigaction(kSignals.at(i), &former_.at(i), nullptr);
  }
  signalled_end.store(-1);
}

}  // namespace doctor::rpc
