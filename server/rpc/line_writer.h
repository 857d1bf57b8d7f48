// Writes whole lines to a file descriptor, from any thread.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "rpc/bell.h"
#include "rpc/transport.h"

namespace doctor::rpc {

// How long a conversation that is over still takes answers (design: limits).
inline constexpr std::chrono::milliseconds kGrace{80};

// One mutex around each line. A full pipe is waited for, but only kGrace long once the bell has
// rung. A peer that is gone rings the bell, and every later line is dropped.
class LineWriter : public Outbox {
 public:
  // Neither closes `fd` nor owns `bell`, which must outlive it.
  LineWriter(int fd, Bell& bell) : fd_(fd), bell_(bell) {}

  void notify(std::string line) override { write_line(std::move(line)); }
  void answer(std::string line, int /*error*/) override { write_line(std::move(line)); }
  void silence() override {}

 private:
  void write_line(std::string line);
  bool write_all(std::string_view bytes);
  bool wait_writable();

  const int fd_;
  Bell& bell_;
  std::mutex mutex_;
  bool broken_ = false;
};

}  // namespace doctor::rpc
