#include "rpc/in_flight.h"

#include <utility>
#include <vector>

namespace doctor::rpc {
namespace {

// "a" and "\u0061" are the same id; numbers keep their bytes.
std::string key_of(const Id& id) {
  if (id.find('\\') == Id::npos) return id;
  const Json value = Json::parse(id, nullptr, false);
  return value.is_string() ? json::print(value) : id;
}

}  // namespace

std::optional<InFlight::Ticket> InFlight::enter(const Id& id) {
  std::string key = key_of(id);
  const std::lock_guard lock(mutex_);
  const auto [place, is_new] = entries_.try_emplace(key);
  if (!is_new) return std::nullopt;
  place->second.serial = ++last_serial_;
  return Ticket{std::move(key), last_serial_, place->second.stop.get_token()};
}

bool InFlight::finish(const Ticket& ticket) {
  const std::lock_guard lock(mutex_);
  const auto place = entries_.find(ticket.key);
  if (place == entries_.end() || place->second.serial != ticket.serial) return false;
  entries_.erase(place);
  return true;
}

bool InFlight::live(const Ticket& ticket) const {
  const std::lock_guard lock(mutex_);
  const auto place = entries_.find(ticket.key);
  return place != entries_.end() && place->second.serial == ticket.serial;
}

void InFlight::cancel(const Id& id) {
  const std::string key = key_of(id);
  std::stop_source stop(std::nostopstate);
  {
    const std::lock_guard lock(mutex_);
    const auto place = entries_.find(key);
    if (place == entries_.end()) return;
    stop = std::move(place->second.stop);
    entries_.erase(place);
  }
  stop.request_stop();  // outside the lock: it runs the callbacks of whoever waits for it
}

void InFlight::cancel_all() {
  std::unordered_map<std::string, Entry> cancelled;
  {
    const std::lock_guard lock(mutex_);
    cancelled.swap(entries_);
  }
  for (auto& [key, entry] : cancelled) entry.stop.request_stop();
}

void InFlight::stop_all() {
  std::vector<std::stop_source> stops;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, entry] : entries_) stops.push_back(entry.stop);
  }
  for (std::stop_source& stop : stops) stop.request_stop();
}

}  // namespace doctor::rpc
