// Our requests to the peer that wait for its response (MCP's legacy era: sampling, elicitation).
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>

#include "rpc/handler.h"
#include "rpc/message.h"
#include "rpc/transport.h"

namespace doctor::rpc {

// Thread-safe. One object per connection, so that no peer can answer what another was asked.
class Outgoing {
 public:
  // How long a person may think about a question. A test takes less.
  explicit Outgoing(std::chrono::milliseconds patience = std::chrono::minutes(10))
      : patience_(patience) {}

  // Sends a request through `outbox` and waits for its response: the result, or the peer's error.
  // An error of ours where `stop` is requested or the patience ends.
  PeerReply ask(Outbox& outbox, const std::string& method, const Json& params,
                const std::stop_token& stop);

  // Brings a response to whoever waits for it; one that nobody waits for is ignored.
  void on_response(Response response);

 private:
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::condition_variable_any answered_;
  std::uint64_t last_ = 0;
  std::unordered_map<Id, std::optional<PeerReply>> waiting_;
};

}  // namespace doctor::rpc
