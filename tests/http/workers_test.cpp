#include "http/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace doctor::http {
namespace {

TEST(Workers, RunEverything) {
  std::atomic<int> done{0};
  Workers workers(4);
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(workers.run([&] { ++done; }));
  workers.finish();
  EXPECT_EQ(done, 1000);
  EXPECT_FALSE(workers.run([&] { ++done; }));
}

// As many at a time as allowed: each waits for all the others.
TEST(Workers, RunAtTheSameTime) {
  constexpr int kMost = 16;
  std::mutex mutex;
  std::condition_variable all_here;
  int here = 0;
  Workers workers(kMost);
  for (int i = 0; i < kMost; ++i) {
    workers.run([&] {
      std::unique_lock lock(mutex);
      ++here;
      all_here.notify_all();
      all_here.wait(lock, [&] { return here == kMost; });
    });
  }
  workers.finish();
  EXPECT_EQ(here, kMost);
}

TEST(Workers, TheEndWaitsForWhatRuns) {
  std::atomic<bool> started{false};
  std::atomic<bool> done{false};
  {
    Workers workers(1);
    workers.run([&] {
      started = true;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      done = true;
    });
    while (!started) std::this_thread::yield();
  }
  EXPECT_TRUE(done);
}

}  // namespace
}  // namespace doctor::http
