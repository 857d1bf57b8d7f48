// Where messages come from and where their answers go. A transport knows no methods.
//
// A transport that is a stream (stdio) implements Transport and is run by rpc/serve. One that gets
// its messages one by one (HTTP) does for each of them:
//
//   rpc::Message message = rpc::read_message(body);
//   std::vector<rpc::Job> jobs = dispatcher.handle(std::move(message), outbox);  // short
//   for (rpc::Job& job : jobs) job.run();                                        // may take long
//
// `outbox` is of this one message: everything the server says because of it goes there, first the
// notifications and requests to the client (notify), then the one answer (answer or silence).
// Of a dispatcher, and its handler (mcp::Session), there is
//   - one per modern (2026-07-28) request. The client went away: Dispatcher::cancel_all(). The
//     server ends: end_open(), then stop().
//   - one per legacy session, whose messages may come at the same time: a lock is held around
//     handle(), not around run(), because a running job may wait for the client's response, which
//     is another message for the same dispatcher. The client going away cancels nothing. What
//     belongs to no request goes to the outbox given to Dispatcher::open() once, at the start (for
//     HTTP: the GET stream, or nowhere).
// A message that leads to no answer (notification, response) leaves the outbox untouched. A request
// that stays open (subscriptions/listen) has notified and returned no job; its outbox is used until
// cancel_all(), end_open() or the destruction of the dispatcher.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "rpc/message.h"

namespace doctor::rpc {

inline constexpr int kNoError = 0;

// Takes what one incoming message causes. All functions may be called from any thread and at the
// same time; each line goes out whole. Never throws: a peer that is gone is not an error.
class Outbox {
 public:
  virtual ~Outbox() = default;

  // A message that is no answer: a notification, or a request to the peer.
  virtual void notify(std::string line) = 0;
  // The one answer to a request (or to what was no valid message). `error` is its code, kNoError
  // for a result and for a batch.
  virtual void answer(std::string line, int error) = 0;
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
