#include "http/workers.h"

#include <utility>

namespace doctor::http {
namespace {

// Parsers recurse, and the default is 128 KiB with musl and 512 KiB on macOS.
constexpr std::size_t kStackBytes = std::size_t{8} << 20U;

}  // namespace

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
  }
  finish();
}

bool Workers::run(std::function<void()> task) {
  const std::lock_guard lock(mutex_);
  if (ending_) return false;
  if (idle_ <= waiting_.size() && threads_.size() < most_ && !start_thread() && threads_.empty()) {
    return false;
  }
  waiting_.push_back(std::move(task));
  came_.notify_one();
  return true;
}

void Workers::finish() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  came_.notify_all();
  for (const pthread_t thread : threads_) pthread_join(thread, nullptr);
  threads_.clear();
}

void* Workers::thread_main(void* workers) {
  static_cast<Workers*>(workers)->work();
  return nullptr;
}

bool Workers::start_thread() {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  pthread_t thread{};
  const bool started = pthread_create(&thread, &attributes, &Workers::thread_main, this) == 0;
  pthread_attr_destroy(&attributes);
  if (started) threads_.push_back(thread);
  return started;
}

void Workers::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_;
    came_.wait(lock, [this] { return !waiting_.empty() || ending_; });
    --idle_;
    if (waiting_.empty()) return;
    std::function<void()> task = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    task();
    task = nullptr;  // what it holds is let go before the next one
    lock.lock();
  }
}

}  // namespace doctor::http
