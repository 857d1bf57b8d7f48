#include "http/sessions.h"

#include <algorithm>
#include <utility>

#include "http/token.h"

namespace doctor::http {
namespace {

constexpr std::size_t kIdBytes = 16;

}  // namespace

std::string Sessions::add(std::shared_ptr<Conversation> conversation, Clock::time_point now) {
  std::string id = (replica_.empty() ? "" : replica_ + "-") + random_hex(kIdBytes);
  const std::lock_guard lock(mutex_);
  make_room(now);
  entries_.insert_or_assign(id, Entry{std::move(conversation), now});
  return id;
}

void Sessions::make_room(Clock::time_point now) {
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    entry = now - entry->second.used > kIdle ? entries_.erase(entry) : std::next(entry);
  }
  if (entries_.size() < kMost) return;
  entries_.erase(
      std::min_element(entries_.begin(), entries_.end(),
                       [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
}

std::shared_ptr<Conversation> Sessions::find(std::string_view id, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(std::string(id));
  if (entry == entries_.end() || now - entry->second.used > kIdle) return nullptr;
  entry->second.used = now;
  return entry->second.conversation;
}

bool Sessions::remove(std::string_view id) {
  const std::lock_guard lock(mutex_);
  return entries_.erase(std::string(id)) > 0;
}

std::vector<std::shared_ptr<Conversation>> Sessions::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Conversation>> conversations;
  for (const auto& [id, entry] : entries_) conversations.push_back(entry.conversation);
  return conversations;
}

}  // namespace doctor::http
