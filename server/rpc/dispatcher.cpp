#include "rpc/dispatcher.h"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>

#include "rpc/batch.h"
#include "rpc/guard.h"

namespace doctor::rpc {

void Dispatcher::open(const std::shared_ptr<Outbox>& outbox) {
  handler_.on_open([outbox](std::string_view method, std::string_view params) {
    outbox->notify(notification_line(method, params));
  });
}

std::vector<Job> Dispatcher::handle(Message message, const std::shared_ptr<Outbox>& outbox) {
  std::vector<Job> jobs;
  std::visit(
      [&](auto&& kind) {
        if constexpr (std::is_same_v<std::decay_t<decltype(kind)>, Batch>) {
          on_batch(std::forward<decltype(kind)>(kind), outbox, jobs);
        } else {
          on_single(std::forward<decltype(kind)>(kind), outbox, jobs);
        }
      },
      std::move(message));
  return jobs;
}

void Dispatcher::on_single(Single single, const std::shared_ptr<Outbox>& outbox,
                           std::vector<Job>& jobs) {
  if (auto* request = std::get_if<Request>(&single)) {
    on_request(std::move(*request), outbox, jobs);
  } else if (const auto* notification = std::get_if<Notification>(&single)) {
    on_notification(*notification);
  } else if (auto* response = std::get_if<Response>(&single)) {
    outgoing_->on_response(std::move(*response));
  } else if (const auto* invalid = std::get_if<Invalid>(&single)) {
    outbox->answer(error_line(invalid->id, invalid->error), invalid->error.code);
  }
}

void Dispatcher::on_request(Request request, const std::shared_ptr<Outbox>& outbox,
                            std::vector<Job>& jobs) {
  std::optional<InFlight::Ticket> ticket = in_flight_->enter(request.id);
  if (!ticket) {
    outbox->answer(
        error_line(request.id, {kInvalidRequest,
                                "Invalid Request: a request with this id is in flight", nullptr}),
        kInvalidRequest);
    return;
  }
  auto reply = std::make_unique<ReplyOnce>(request.id, std::move(*ticket), in_flight_, outbox);
  std::string method = request.method;
  const std::size_t bytes = request.bytes;
  Reaction reaction =
      guarded<Reaction>(method, [&] { return handler_.on_request(std::move(request)); });
  if (auto* answer = std::get_if<Answer>(&reaction)) {
    reply->answer(std::move(*answer));
  } else if (auto* error = std::get_if<Error>(&reaction)) {
    reply->answer(std::move(*error));
  } else if (auto* later = std::get_if<Later>(&reaction)) {
    jobs.emplace_back(std::move(*later), std::move(reply), outgoing_, std::move(method), bytes);
  } else {
    keep_open(std::get<Open>(std::move(reaction)), std::move(reply));
  }
}

void Dispatcher::keep_open(Open open, std::unique_ptr<ReplyOnce> reply) {
  if (open_.size() >= kMaxOpen) {
    reply->answer(Error{kInternalError,
                        "Too many open requests: at most " + std::to_string(kMaxOpen), nullptr});
    return;
  }
  reply->notify(open.method, open.params);
  std::shared_ptr<void> subscription;
  if (open.subscribe) subscription = open.subscribe(reply->notifier());
  open_.push_back({std::move(reply), std::move(open.end), std::move(subscription)});
}

void Dispatcher::on_notification(const Notification& notification) {
  using Cancelled = std::variant<Id, Error>;
  const auto cancelled = guarded<Cancelled>(
      notification.method, [&] { return Cancelled(handler_.on_notification(notification)); });
  const auto* id = std::get_if<Id>(&cancelled);
  if (id == nullptr || id->empty()) return;
  in_flight_->cancel(*id);
  const auto gone = [](const OpenRequest& request) { return !request.reply->wanted(); };
  open_.erase(std::remove_if(open_.begin(), open_.end(), gone), open_.end());
}

void Dispatcher::on_batch(Batch batch, const std::shared_ptr<Outbox>& outbox,
                          std::vector<Job>& jobs) {
  if (!handler_.takes_batches()) {
    outbox->answer(
        error_line({}, {kInvalidRequest, "Invalid Request: batches are not served", nullptr}),
        kInvalidRequest);
    return;
  }
  const auto answered = [](const Single& single) {
    return std::holds_alternative<Request>(single) || std::holds_alternative<Invalid>(single);
  };
  const auto expected = std::count_if(batch.items.begin(), batch.items.end(), answered);
  const auto collector = std::make_shared<BatchOutbox>(outbox, static_cast<std::size_t>(expected));
  for (Single& single : batch.items) on_single(std::move(single), collector, jobs);
}

void Dispatcher::end_open() {
  for (OpenRequest& request : open_) {
    request.subscription.reset();
    request.reply->answer(request.end);
  }
  open_.clear();
}

void Dispatcher::stop() {
  in_flight_->stop_all();
}

void Dispatcher::cancel_all() {
  in_flight_->cancel_all();
}

}  // namespace doctor::rpc
