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
    if (!stream_ended_ && !has_reader_) {
      read_on(lock);
    } else if (!has_watcher_ && reader_in_job_) {
      watch(lock);
    } else if (!waiting_.empty()) {
      run_waiting(lock);
    } else if (!has_watcher_ && !stream_ended_) {
      watch(lock);
    } else {
      ++spares_;
      spare_called_.wait(lock);
      --spares_;
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
    std::vector<Job> mine = admit(std::move(*jobs), refused);
    if (!mine.empty()) {
      reader_in_job_ = true;
      ++job_serial_;
      if (watcher_sleeps_) watcher_called_.notify_one();
    }
    lock.unlock();
    for (Job& job : refused) job.refuse();
    std::size_t bytes = 0;
    for (Job& job : mine) {
      bytes = job.bytes();
      job.run();
    }
    const bool ran = !mine.empty();
    mine.clear();  // what the job holds is let go before it counts as done
    lock.lock();
    if (!ran) continue;
    count_out(bytes);
    if (turn == turn_) reader_in_job_ = false;
  }
}

// Counts the jobs in, up to the limits. Returns the one that the reader shall run itself, if any;
// the others wait for members without a role.
std::vector<Job> Crew::admit(std::vector<Job> jobs, std::vector<Job>& refused) {
  std::vector<Job> mine;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const std::size_t bytes = jobs[i].bytes();
    if (jobs_ >= limits_.jobs || (jobs_ > 0 && bytes_ + bytes > limits_.bytes)) {
      refused.push_back(std::move(jobs[i]));
      continue;
    }
    ++jobs_;
    bytes_ += bytes;
    if (i + 1 == jobs.size() && waiting_.empty() && have_watcher()) {
      mine.push_back(std::move(jobs[i]));
    } else {
      waiting_.push_back(std::move(jobs[i]));
      call_helper();
    }
  }
  return mine;
}

// Whether somebody watches, or is on the way to it, once the reader is in a job.
bool Crew::have_watcher() {
  if (has_watcher_) return true;
  if (spares_ > 0) {
    spare_called_.notify_one();
    return true;
  }
  return start_thread();
}

// Brings a member to the waiting jobs where one is free.
void Crew::call_helper() {
  if (spares_ > 0) {
    spare_called_.notify_one();
  } else if (!start_thread() && has_watcher_) {
    watcher_called_.notify_one();
  }
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
  std::size_t bytes = 0;
  {
    Job job = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    bytes = job.bytes();
    job.run();
  }
  lock.lock();
  count_out(bytes);
}

void Crew::count_out(std::size_t bytes) {
  bytes_ -= bytes;
  if (--jobs_ == 0) outside_called_.notify_all();
}

}  // namespace doctor::rpc
