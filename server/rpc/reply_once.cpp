#include "rpc/reply_once.h"

#include <utility>

namespace doctor::rpc {

ReplyOnce::ReplyOnce(Id id, InFlight::Ticket ticket, std::shared_ptr<InFlight> in_flight,
                     std::shared_ptr<Outbox> outbox)
    : id_(std::move(id)),
      ticket_(std::move(ticket)),
      in_flight_(std::move(in_flight)),
      outbox_(std::move(outbox)) {}

ReplyOnce::~ReplyOnce() {
  answer(Error{kInternalError, "Internal error: the request was dropped", nullptr});
}

void ReplyOnce::answer(const Outcome& outcome) {
  if (answered_) return;
  answered_ = true;
  if (!in_flight_->finish(ticket_)) {
    outbox_->silence();
  } else if (const auto* good = std::get_if<Answer>(&outcome)) {
    outbox_->answer(result_line(id_, good->result), kNoError);
  } else {
    const auto& error = std::get<Error>(outcome);
    outbox_->answer(error_line(id_, error), error.code);
  }
}

void ReplyOnce::notify(const std::string& method, std::string_view params) {
  if (!answered_ && wanted()) outbox_->notify(notification_line(method, params));
}

Notifier ReplyOnce::notifier() const {
  return [ticket = ticket_, in_flight = in_flight_, outbox = outbox_](std::string_view method,
                                                                      std::string_view params) {
    if (in_flight->live(ticket)) outbox->notify(notification_line(method, params));
  };
}

PeerReply ReplyOnce::ask(Outgoing& outgoing, const std::string& method, const Json& params) {
  if (answered_ || !wanted()) return Error{kInternalError, "The request was cancelled", nullptr};
  return outgoing.ask(*outbox_, method, params, ticket_.stop);
}

}  // namespace doctor::rpc
