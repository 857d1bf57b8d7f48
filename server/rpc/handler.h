// What a protocol on top of JSON-RPC provides: for each message, what is to happen with it.
//
// A handler returns values and never touches a stream, a thread or an id: the dispatcher turns what
// it returns into exactly one answer.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

#include "rpc/message.h"

namespace doctor::rpc {

// A result, as JSON text on one line.
struct Answer {
  std::string result;
};

using Outcome = std::variant<Answer, Error>;

// What running work may use.
struct CallContext {
  std::stop_token stop;  // requested when the peer cancels or the connection ends
  // Sends a notification ahead of the answer; nothing after a cancellation.
  std::function<void(const std::string& method, const Json& params)> notify;
  // Sends a request to the peer, ahead of the answer, and waits for the response (rpc/outgoing.h).
  std::function<PeerReply(const std::string& method, const Json& params)> ask = nullptr;
};

// Work that may take long: runs on a worker thread, at the same time as other work.
struct Later {
  std::function<Outcome(const CallContext&)> run;
};

// Sends notifications (the params are JSON text) for as long as somebody wants them. May be called
// from any thread.
using Notifier = std::function<void(std::string_view method, std::string_view params)>;

// A request that stays open: `method` is sent at once as a notification, `end` answers it when the
// connection ends, and cancelling it sends nothing.
struct Open {
  std::string method;
  std::string params;  // JSON text
  Answer end;
  // Where given, called once after the first notification. What it returns is released before the
  // end, and from then on nothing may be sent.
  std::function<std::shared_ptr<void>(Notifier notify)> subscribe = nullptr;
};

using Reaction = std::variant<Answer, Error, Later, Open>;

// Called by one thread at a time, in the order of arrival. May throw: the dispatcher answers with
// an internal error then.
class Handler {
 public:
  virtual ~Handler() = default;

  // The connection begins; `notify` sends what belongs to no request. Not called where there is no
  // way to do that.
  virtual void on_open(const Notifier& /*notify*/) {}

  // Decides about a request without doing long work.
  virtual Reaction on_request(Request request) = 0;

  // Returns the id of the request that the notification cancels, or an empty one.
  virtual Id on_notification(const Notification& notification) = 0;

  // Whether a batch may be served now; it is refused as a whole otherwise.
  virtual bool takes_batches() const = 0;
};

}  // namespace doctor::rpc
