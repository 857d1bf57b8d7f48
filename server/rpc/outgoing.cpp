#include "rpc/outgoing.h"

#include <utility>

namespace doctor::rpc {

PeerReply Outgoing::ask(Outbox& outbox, const std::string& method, const Json& params,
                        const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const Id id = "\"server-" + std::to_string(++last_) + "\"";
  waiting_.emplace(id, std::nullopt);
  lock.unlock();
  outbox.notify(request_line(id, method, json::print(params)));
  lock.lock();
  const auto has_come = [&] { return waiting_.at(id).has_value(); };
  const bool come = answered_.wait_for(lock, stop, patience_, has_come);
  auto node = waiting_.extract(id);
  if (come) return *std::move(node.mapped());
  return Error{kInternalError,
               stop.stop_requested() ? "The request was cancelled"
                                     : "The client did not answer " + method + " in time",
               nullptr};
}

void Outgoing::on_response(Response response) {
  const std::lock_guard lock(mutex_);
  const auto place = waiting_.find(response.id);
  if (place == waiting_.end() || place->second) return;
  place->second = std::move(response.reply);
  answered_.notify_all();
}

}  // namespace doctor::rpc
