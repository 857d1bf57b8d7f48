// Where messages come from and where their answers go. A transport knows no methods.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "rpc/message.h"

namespace doctor::rpc {

// Takes what one incoming message causes. All functions may be called from any thread and at the
// same time; each line goes out whole. Never throws: a peer that is gone is not an error.
class Outbox {
 public:
  virtual ~Outbox() = default;

  // A message that is no answer.
  virtual void notify(std::string line) = 0;
  // The one answer to a request (or to what was no valid message).
  virtual void answer(std::string line) = 0;
  // Instead of answer(): the request was cancelled and gets none.
  virtual void silence() = 0;
};

// A conversation over a stream.
class Transport {
 public:
  virtual ~Transport() = default;

  // Waits for the next message, in order of arrival; nothing when the conversation is over. Called
  // by one thread at a time, while others use the outbox.
  virtual std::optional<Message> next() = 0;

  // When the end of the conversation was noticed; to be asked after it.
  virtual std::chrono::steady_clock::time_point ended() = 0;

  // Where answers go; still good when the conversation is over.
  virtual std::shared_ptr<Outbox> outbox() = 0;
};

}  // namespace doctor::rpc
