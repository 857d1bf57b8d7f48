// What one message causes, on its way from the thread that works to the thread that writes.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "rpc/transport.h"

namespace doctor::http {

// One line as a server-sent event (HTML standard, "server-sent events").
std::string event(std::string_view line);

// A comment, which keeps proxies from closing a quiet stream.
inline constexpr std::string_view kKeepAliveComment = ": keep-alive\n\n";

// The outbox of one HTTP exchange. Thread-safe.
class EventStream : public rpc::Outbox {
 public:
  void notify(std::string line) override;
  void answer(std::string line, int error) override;
  void silence() override;

  // What is known of the exchange at one moment.
  enum class State {
    kQuiet,   // nothing was put in yet
    kAnswer,  // the answer, and nothing ahead of it
    kEvents,  // other messages, or the silence in place of an answer
  };
  State state() const;

  // Waits until the state is other than kQuiet, but no longer than `wait`.
  State wait(std::chrono::milliseconds wait);

  // The next line that was put in; nothing where none comes within `wait`, or after the end.
  std::optional<std::string> take(std::chrono::milliseconds wait);

  // Whether the answer, or silence, was put in and everything was taken.
  bool ended() const;

  // The code of the answer where it is an error; rpc::kNoError else.
  int error() const;

 private:
  void put(std::string line);

  mutable std::mutex mutex_;
  std::condition_variable came_;
  std::deque<std::string> lines_;
  State state_ = State::kQuiet;
  bool complete_ = false;
  int error_ = rpc::kNoError;
};

}  // namespace doctor::http
