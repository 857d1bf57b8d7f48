// Brings the messages of one connection to their handler and the answers back.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rpc/handler.h"
#include "rpc/in_flight.h"
#include "rpc/job.h"
#include "rpc/outgoing.h"
#include "rpc/reply_once.h"
#include "rpc/transport.h"

namespace doctor::rpc {

// Every request gets exactly one answer or, after a cancellation, none. Whatever a handler throws
// becomes an internal error. One object per connection; its functions are called by one thread at a
// time. The jobs that it returns outlive it.
class Dispatcher {
 public:
  // Requests that one connection may hold open (Open) at a time.
  static constexpr std::size_t kMaxOpen = 32;

  explicit Dispatcher(Handler& handler) : handler_(handler) {}

  // The connection begins: `outbox` takes what belongs to no request. Not called where there is no
  // such way to the peer.
  void open(const std::shared_ptr<Outbox>& outbox);

  // Handles one message; what it causes goes to `outbox`. Short work is done at once; the rest
  // comes back as jobs for the caller to run.
  std::vector<Job> handle(Message message, const std::shared_ptr<Outbox>& outbox);

  // The connection ends: answers the requests that are open.
  void end_open();

  // Requests the stop of all work that still runs. May be called from any thread.
  void stop();

  // The peer is gone: all work is stopped, and nothing more is sent. May be called from any thread
  // while jobs run.
  void cancel_all();

 private:
  struct OpenRequest {
    std::unique_ptr<ReplyOnce> reply;
    Answer end;
    std::shared_ptr<void> subscription;  // released before `reply`
  };

  void on_single(Single single, const std::shared_ptr<Outbox>& outbox, std::vector<Job>& jobs);
  void on_request(Request request, const std::shared_ptr<Outbox>& outbox, std::vector<Job>& jobs);
  void on_notification(const Notification& notification);
  void on_batch(Batch batch, const std::shared_ptr<Outbox>& outbox, std::vector<Job>& jobs);
  void keep_open(Open open, std::unique_ptr<ReplyOnce> reply);

  Handler& handler_;
  const std::shared_ptr<InFlight> in_flight_ = std::make_shared<InFlight>();
  const std::shared_ptr<Outgoing> outgoing_ = std::make_shared<Outgoing>();
  std::vector<OpenRequest> open_;
};

}  // namespace doctor::rpc
