// Threads for connections and for calls: as many as are needed at the time, up to a limit.
#pragma once

#include <pthread.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace doctor::http {

// The public functions may be called from any thread that is not one of the workers.
class Workers {
 public:
  explicit Workers(std::size_t most) : most_(most) {}
  // Waits for the tasks that run and drops those that wait.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // Runs `task` on a worker; it waits where all are busy. False where it cannot: after finish(), or
  // where there is no thread at all to be had. The task must not throw.
  bool run(std::function<void()> task);

  // Waits until all tasks are done; no further one is taken.
  void finish();

 private:
  static void* thread_main(void* workers);
  void work();
  bool start_thread();

  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<std::function<void()>> waiting_;
  std::vector<pthread_t> threads_;
  std::size_t idle_ = 0;
  bool ending_ = false;
};

}  // namespace doctor::http
