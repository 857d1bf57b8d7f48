// Sessions of the legacy era: what `initialize` opened, found again by Mcp-Session-Id.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mcp/session.h"
#include "rpc/dispatcher.h"

namespace doctor::http {

// One client's view of the server. `mutex` is held around Dispatcher::handle() and end_open(), not
// while jobs run (rpc/transport.h).
struct Conversation {
  explicit Conversation(const mcp::Server& server) : session(server) {}

  std::mutex mutex;
  mcp::Session session;
  rpc::Dispatcher dispatcher{session};
};

// Thread-safe. Sessions live in this process only: a proxy in front of several servers finds the
// right one by what an id starts with.
class Sessions {
 public:
  using Clock = std::chrono::steady_clock;

  static constexpr std::size_t kMost = 1024;  // then the one that was idle longest is ended
  static constexpr std::chrono::hours kIdle{1};

  // `replica` begins every id: letters and digits, or empty.
  explicit Sessions(std::string replica) : replica_(std::move(replica)) {}

  // Keeps `conversation` and returns its id: visible ASCII that cannot be guessed (128 random
  // bits).
  std::string add(std::shared_ptr<Conversation> conversation, Clock::time_point now);

  // Null where the id is unknown, or its session was ended.
  std::shared_ptr<Conversation> find(std::string_view id, Clock::time_point now);

  // Ends a session. False where there is none.
  bool remove(std::string_view id);

  std::vector<std::shared_ptr<Conversation>> all() const;

 private:
  struct Entry {
    std::shared_ptr<Conversation> conversation;
    Clock::time_point used;
  };

  void make_room(Clock::time_point now);

  const std::string replica_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace doctor::http
