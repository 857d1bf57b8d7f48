// The requests of one connection that have no answer yet, and their cancellation.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>

#include "rpc/message.h"

namespace doctor::rpc {

// Thread-safe. Ids are compared as they were written, except for escapes inside strings. One object
// per connection: ids of different peers never meet.
class InFlight {
 public:
  // One request: ids are used again, tickets are not.
  struct Ticket {
    std::string key;
    std::uint64_t serial = 0;
    std::stop_token stop;
  };

  // Nothing where a request with this id is in flight already.
  std::optional<Ticket> enter(const Id& id);

  // Ends a request. False where it was cancelled before: then nothing may be sent any more.
  bool finish(const Ticket& ticket);

  // Whether the request has neither ended nor been cancelled.
  bool live(const Ticket& ticket) const;

  // Requests the stop of the work behind `id`; an unknown id is ignored.
  void cancel(const Id& id);

  // Cancels everything.
  void cancel_all();

  // Requests the stop of everything in flight, without forbidding the answers.
  void stop_all();

 private:
  struct Entry {
    std::uint64_t serial = 0;
    std::stop_source stop;
  };

  mutable std::mutex mutex_;
  std::uint64_t last_serial_ = 0;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace doctor::rpc
