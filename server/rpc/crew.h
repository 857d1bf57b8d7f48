// Threads that take turns at reading a stream of messages and running the calls it holds.
//
// The thread that reads a call also runs it, because waking another one costs several times what a
// small call does. A second thread watches: where a call lasts, it takes over the reading, and the
// first goes on with its call. So a quick call never changes threads, and a long one holds up
// neither other calls nor cancellations nor the end.
#pragma once

#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "rpc/job.h"

namespace doctor::rpc {

// The public functions may be called from any thread that is not of the crew.
class Crew {
 public:
  using Clock = std::chrono::steady_clock;

  struct Limits {
    std::size_t threads = 8;                     // at least 2
    std::size_t jobs = 1024;                     // waiting and running
    std::size_t bytes = std::size_t{64} << 20U;  // of their messages; one job may always come
  };

  // Waits for the next message and returns the jobs that it leads to; nothing at the end of the
  // stream. Called by one thread of the crew at a time. Must not throw.
  using Read = std::function<std::optional<std::vector<Job>>()>;

  // Starts reading. Throws std::system_error where no thread can be had.
  Crew(Limits limits, Read read);
  // After the end of the stream only: waits for running jobs and drops those that wait.
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  // Waits for the end of the stream.
  void wait_for_end();

  // Waits until no job waits or runs. False where `until` came first.
  bool drain(Clock::time_point until);

 private:
  static void* thread_main(void* crew);
  bool start_thread();
  void member();

  // What a member does, with the lock held at both ends.
  void read_on(std::unique_lock<std::mutex>& lock);
  void watch(std::unique_lock<std::mutex>& lock);
  void run_waiting(std::unique_lock<std::mutex>& lock);
  void wait_for_call(std::unique_lock<std::mutex>& lock);

  std::optional<Job> admit(std::vector<Job> jobs, std::vector<Job>& refused,
                           std::unique_lock<std::mutex>& lock);
  bool wait_for_room(std::size_t bytes, std::unique_lock<std::mutex>& lock);
  bool find_watcher();
  void call_helper();
  bool call_spare();
  void run_counted(std::optional<Job> job, std::unique_lock<std::mutex>& lock);

  const Limits limits_;
  const Read read_;
  std::mutex mutex_;
  std::condition_variable spare_called_;    // waited for by members without a role
  std::condition_variable watcher_called_;  // by the watcher
  std::condition_variable room_came_;       // by the reader, at a limit
  std::condition_variable outside_called_;  // by threads that are not of the crew
  std::vector<pthread_t> threads_;
  std::deque<Job> waiting_;
  std::size_t jobs_ = 0;
  std::size_t bytes_ = 0;
  std::size_t spares_ = 0;  // members without a role that were not called
  std::size_t calls_ = 0;   // of spares that have not woken up yet
  bool has_reader_ = false;
  bool reader_in_job_ = false;
  bool has_watcher_ = false;
  bool watcher_sleeps_ = false;
  std::uint64_t turn_ = 0;        // of reading; a reader whose turn is over was relieved
  std::uint64_t job_serial_ = 0;  // of the job that the reader runs or ran last
  bool crowded_ = false;          // the last job found no room
  bool stream_ended_ = false;
  bool ending_ = false;
};

}  // namespace doctor::rpc
