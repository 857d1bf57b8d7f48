// How a signal, or a thread, tells threads that sit in poll() that the conversation is over.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>

namespace doctor::rpc {

// A pipe to oneself: once rung, its reading end stays readable for every thread that polls it.
class Bell {
 public:
  using Clock = std::chrono::steady_clock;

  Bell();
  ~Bell();
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

  // Thread-safe.
  void ring();

  // To be polled for POLLIN, never read.
  int fd() const { return ends_[0]; }

  // When somebody first noticed that the bell rang (or rang it); this call notices. Thread-safe.
  Clock::time_point noticed();

 private:
  friend class SignalBell;

  std::array<int, 2> ends_{-1, -1};
  std::atomic<Clock::rep> noticed_{0};
};

// While it lives, SIGINT, SIGTERM and SIGHUP ring `bell` and SIGPIPE is ignored; the former actions
// come back with its end. One at a time in a process, because signal handlers are the process's.
class SignalBell {
 public:
  explicit SignalBell(const Bell& bell);
  ~SignalBell();
  SignalBell(const SignalBell&) = delete;
  SignalBell& operator=(const SignalBell&) = delete;

 private:
  static constexpr std::array<int, 4> kSignals{SIGINT, SIGTERM, SIGHUP, SIGPIPE};
  std::array<struct sigaction, kSignals.size()> former_{};
};

}  // namespace doctor::rpc
