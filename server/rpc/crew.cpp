#include "rpc/crew.h"

#include <cerrno>
#include <system_error>
#include <utility>

namespace doctor::rpc {
namespace {

// Parsers recurse, and the default is 128 KiB with musl and 512 KiB on macOS.
constexpr std::size_t kStackBytes = std::size_t{8} << 20U;

// A job that outlasts this, or at most twice this, is left to its thread.
constexpr std::chrono::milliseconds kTick{2};
// The watcher goes on looking for that many ticks after the last job, then it sleeps until the next
// one: an idle server does nothing, and a busy one need not wake its watcher for each job.
constexpr int kTicksAwake = 50;
// How long the reader waits for room at a limit before it refuses: a burst of short jobs passes.
constexpr std::chrono::milliseconds kRoomWait{10};

}  // namespace

Crew::Crew(Limits limits, Read read) : limits_(limits), read_(std::move(read)) {
  const std::lock_guard lock(mutex_);
  if (!start_thread()) throw std::system_error(errno, std::generic_category(), "thread");
}

Crew::~Crew() {
  std::deque<Job> dropped;
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    dropped.swap(waiting_);
  }
  spare_called_.notify_all();
  watcher_called_.notify_all();
  for (const pthread_t thread : threads_) pthread_join(thread, nullptr);
}

void Crew::wait_for_end() {
  std::unique_lock lock(mutex_);
  outside_called_.wait(lock, [this] { return stream_ended_; });
}

bool Crew::drain(Clock::time_point until) {
  std::unique_lock lock(mutex_);
  return outside_called_.wait_until(lock, until, [this] { return jobs_ == 0; });
}

void* Crew::thread_main(void* crew) {
  static_cast<Crew*>(crew)->member();
  return nullptr;
}

bool Crew::start_thread() {
  if (threads_.size() >= limits_.threads) return false;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  pthread_t thread{};
  const bool started = pthread_create(&thread, &attributes, &Crew::thread_main, this) == 0;
  pthread_attr_destroy(&attributes);
  if (started) threads_.push_back(thread);
  return started;
}

void Crew::member() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    const bool quiet = waiting_.empty() && !stream_ended_;
    if (!stream_ended_ && !has_reader_) {
      read_on(lock);
    } else if (!has_watcher_ && (reader_in_job_ || quiet)) {
      watch(lock);
    } else if (!waiting_.empty()) {
      run_waiting(lock);
    } else {
      wait_for_call(lock);
    }
  }
}

void Crew::read_on(std::unique_lock<std::mutex>& lock) {
  has_reader_ = true;
  const std::uint64_t turn = ++turn_;
  while (turn == turn_) {
    lock.unlock();
    std::optional<std::vector<Job>> jobs = read_();
    std::vector<Job> refused;
    lock.lock();
    if (!jobs) {
      has_reader_ = false;
      stream_ended_ = true;
      watcher_called_.notify_all();
      outside_called_.notify_all();
      return;
    }
    if (jobs->empty()) continue;
    std::optional<Job> own = admit(std::move(*jobs), refused, lock);
    reader_in_job_ = own.has_value();
    if (own) {
      ++job_serial_;
      if (watcher_sleeps_) watcher_called_.notify_one();
    }
    lock.unlock();
    for (Job& job : refused) job.refuse();
    refused.clear();
    if (!own) {
      lock.lock();
      continue;
    }
    run_counted(std::move(own), lock);
    if (turn == turn_) reader_in_job_ = false;
  }
}

// Counts the jobs in, up to the limits. Returns the one that the reader shall run itself, if any;
// the others wait for members without a role.
std::optional<Job> Crew::admit(std::vector<Job> jobs, std::vector<Job>& refused,
                               std::unique_lock<std::mutex>& lock) {
  for (Job& job : jobs) {
    if (!wait_for_room(job.bytes(), lock)) {
      refused.push_back(std::move(job));
      continue;
    }
    ++jobs_;
    bytes_ += job.bytes();
    if (jobs.size() == 1 && waiting_.empty() && find_watcher()) return std::move(job);
    waiting_.push_back(std::move(job));
    call_helper();
  }
  return std::nullopt;
}

bool Crew::wait_for_room(std::size_t bytes, std::unique_lock<std::mutex>& lock) {
  const auto has_room = [&] {
    return jobs_ == 0 || (jobs_ < limits_.jobs && bytes_ + bytes <= limits_.bytes);
  };
  // Who waited in vain once does not hold up the next messages: they may be cancellations.
  const bool found = has_room() || (!crowded_ && room_came_.wait_for(lock, kRoomWait, has_room));
  crowded_ = !found;
  return found;
}

// Whether somebody will watch when the reader is in a job; calls somebody where that is needed.
bool Crew::find_watcher() {
  return has_watcher_ || call_spare() || start_thread();
}

// Brings a member to the waiting jobs where one is free.
void Crew::call_helper() {
  if (!call_spare() && !start_thread()) watcher_called_.notify_one();
}

bool Crew::call_spare() {
  if (spares_ == 0) return false;
  --spares_;
  ++calls_;
  spare_called_.notify_one();
  return true;
}

void Crew::wait_for_call(std::unique_lock<std::mutex>& lock) {
  ++spares_;
  spare_called_.wait(lock, [this] { return calls_ > 0 || ending_; });
  if (calls_ > 0) --calls_;  // otherwise everybody goes, and nobody counts any more
}

void Crew::watch(std::unique_lock<std::mutex>& lock) {
  has_watcher_ = true;
  int quiet_ticks = 0;
  while (!ending_ && !stream_ended_ && (reader_in_job_ || waiting_.empty())) {
    if (quiet_ticks > kTicksAwake && !reader_in_job_) {
      watcher_sleeps_ = true;
      watcher_called_.wait(lock);
      watcher_sleeps_ = false;
      quiet_ticks = 0;
      continue;
    }
    const bool in_job = reader_in_job_;
    const std::uint64_t serial = job_serial_;
    watcher_called_.wait_for(lock, kTick);
    if (in_job && reader_in_job_ && serial == job_serial_) {
      ++turn_;  // the reader is relieved; this thread reads on
      has_reader_ = false;
      reader_in_job_ = false;
      break;
    }
    quiet_ticks = serial == job_serial_ ? quiet_ticks + 1 : 0;
  }
  has_watcher_ = false;
}

void Crew::run_waiting(std::unique_lock<std::mutex>& lock) {
  Job job = std::move(waiting_.front());
  waiting_.pop_front();
  lock.unlock();
  run_counted(std::move(job), lock);
}

// Without the lock at the start, with it at the end.
void Crew::run_counted(std::optional<Job> job, std::unique_lock<std::mutex>& lock) {
  const std::size_t bytes = job->bytes();
  job->run();
  job.reset();  // what it holds is let go before it counts as done
  lock.lock();
  bytes_ -= bytes;
  room_came_.notify_one();
  if (--jobs_ == 0) outside_called_.notify_all();
}

}  // namespace doctor::rpc
