#include "http/event_stream.h"

#include <utility>

namespace doctor::http {

std::string event(std::string_view line) {
  return std::string("event: message\ndata: ").append(line).append("\n\n");
}

void EventStream::notify(std::string line) {
  const std::lock_guard lock(mutex_);
  if (complete_) return;
  state_ = State::kEvents;
  put(std::move(line));
}

void EventStream::answer(std::string line, int error) {
  const std::lock_guard lock(mutex_);
  if (complete_) return;
  complete_ = true;
  error_ = error;
  if (state_ == State::kQuiet) state_ = State::kAnswer;
  put(std::move(line));
}

void EventStream::silence() {
  const std::lock_guard lock(mutex_);
  complete_ = true;
  state_ = State::kEvents;
  came_.notify_all();
}

void EventStream::put(std::string line) {
  lines_.push_back(std::move(line));
  came_.notify_all();
}

EventStream::State EventStream::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

EventStream::State EventStream::wait(std::chrono::milliseconds wait) {
  std::unique_lock lock(mutex_);
  came_.wait_for(lock, wait, [this] { return state_ != State::kQuiet; });
  return state_;
}

std::optional<std::string> EventStream::take(std::chrono::milliseconds wait) {
  std::unique_lock lock(mutex_);
  came_.wait_for(lock, wait, [this] { return !lines_.empty() || complete_; });
  if (lines_.empty()) return std::nullopt;
  std::string line = std::move(lines_.front());
  lines_.pop_front();
  return line;
}

bool EventStream::ended() const {
  const std::lock_guard lock(mutex_);
  return complete_ && lines_.empty();
}

int EventStream::error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

}  // namespace doctor::http
