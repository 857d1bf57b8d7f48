// An outbox that keeps what it gets.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "rpc/transport.h"

namespace doctor::test {

// Thread-safe. Silences are kept as the line "(silence)".
class MemoryOutbox : public rpc::Outbox {
 public:
  void notify(std::string line) override { keep(std::move(line)); }
  void answer(std::string line, int /*error*/) override { keep(std::move(line)); }
  void silence() override { keep("(silence)"); }

  std::vector<std::string> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  void keep(std::string line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(line));
  }

  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

}  // namespace doctor::test
