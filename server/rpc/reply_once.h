// The duty to answer one request.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "rpc/handler.h"
#include "rpc/in_flight.h"
#include "rpc/outgoing.h"
#include "rpc/transport.h"

namespace doctor::rpc {

// Answers a request exactly once: a second answer is ignored, and one that is destroyed unanswered
// sends an internal error, so that no client waits for ever. After a cancellation nothing is sent.
// One thread at a time.
class ReplyOnce {
 public:
  ReplyOnce(Id id, InFlight::Ticket ticket, std::shared_ptr<InFlight> in_flight,
            std::shared_ptr<Outbox> outbox);
  ~ReplyOnce();
  ReplyOnce(const ReplyOnce&) = delete;
  ReplyOnce& operator=(const ReplyOnce&) = delete;

  void answer(const Outcome& outcome);

  // Sends a notification ahead of the answer.
  void notify(const std::string& method, std::string_view params);

  // The same for any thread and for as long as the request is wanted, but not while it is answered.
  Notifier notifier() const;

  // Sends a request to the peer ahead of the answer and waits for the response.
  PeerReply ask(Outgoing& outgoing, const std::string& method, const Json& params);

  // Requested by cancellation and at the end of the connection.
  const std::stop_token& stop() const { return ticket_.stop; }

  // False once the request was cancelled or answered.
  bool wanted() const { return in_flight_->live(ticket_); }

 private:
  const Id id_;
  const InFlight::Ticket ticket_;
  const std::shared_ptr<InFlight> in_flight_;
  const std::shared_ptr<Outbox> outbox_;
  bool answered_ = false;
};

}  // namespace doctor::rpc
