// The answers to a batch, collected into one array (JSON-RPC 2.0 section 6).
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>

#include "rpc/transport.h"

namespace doctor::rpc {

// Sends "[…]" to `target` when all `expected` answers or silences have come, and nothing where no
// answer was among them. Notifications pass at once. Thread-safe.
class BatchOutbox : public Outbox {
 public:
  BatchOutbox(std::shared_ptr<Outbox> target, std::size_t expected);

  void notify(std::string line) override;
  void answer(std::string line, int error) override;
  void silence() override;

 private:
  const std::shared_ptr<Outbox> target_;
  std::mutex mutex_;
  std::size_t missing_;
  std::string lines_;
};

}  // namespace doctor::rpc
