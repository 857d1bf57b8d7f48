#include "rpc/crew.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "tests/support/memory_outbox.h"

namespace doctor::rpc {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A stream whose messages a test pushes, and a gate that its jobs may wait at.
class CrewTest : public testing::Test {
 protected:
  using Work = std::function<void()>;

  ~CrewTest() override {
    open_gate();
    end();
    if (crew_) crew_->wait_for_end();
  }

  void start(Crew::Limits limits) {
    crew_ = std::make_unique<Crew>(limits, [this] { return read(); });
  }

  void push(std::vector<Work> works) {
    const std::lock_guard lock(mutex_);
    stream_.push_back(std::move(works));
    changed_.notify_all();
  }

  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

  // A job that ends when the gate opens.
  Work blocker() {
    return [this] {
      ++blocked_;
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return open_; });
    };
  }

  void open_gate() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

  bool drained() { return crew_->drain(Crew::Clock::now() + seconds(20)); }

  static bool eventually(const std::function<bool()>& holds) {
    const auto until = Crew::Clock::now() + seconds(20);
    while (!holds() && Crew::Clock::now() < until) std::this_thread::sleep_for(milliseconds(1));
    return holds();
  }

  std::optional<std::vector<Job>> read() {
    EXPECT_EQ(++reading_, 1);  // one thread at a time
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ended_ || !stream_.empty(); });
    std::optional<std::vector<Job>> jobs;
    if (!stream_.empty()) {
      jobs.emplace();
      for (Work& work : stream_.front()) jobs->push_back(job(std::move(work)));
      stream_.pop_front();
    }
    --reading_;
    return jobs;
  }

  Job job(Work work) {
    const Id id = std::to_string(++last_id_);
    auto reply = std::make_unique<ReplyOnce>(id, *in_flight_->enter(id), in_flight_, outbox_);
    Later later{[work = std::move(work)](const CallContext&) -> Outcome {
      work();
      return Answer{"{}"};
    }};
    return {std::move(later), std::move(reply), outgoing_, "test", 10};
  }

  const std::shared_ptr<InFlight> in_flight_ = std::make_shared<InFlight>();
  const std::shared_ptr<Outgoing> outgoing_ = std::make_shared<Outgoing>();
  const std::shared_ptr<test::MemoryOutbox> outbox_ = std::make_shared<test::MemoryOutbox>();
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::vector<Work>> stream_;
  std::atomic<int> reading_ = 0;
  std::atomic<int> blocked_ = 0;
  std::atomic<int> done_ = 0;
  int last_id_ = 0;
  bool ended_ = false;
  bool open_ = false;
  std::unique_ptr<Crew> crew_;
};

TEST_F(CrewTest, RunsEverything) {
  start({8, 2000, 20000});
  for (int i = 0; i < 2000; ++i) push({[this] { ++done_; }});
  end();
  crew_->wait_for_end();
  EXPECT_TRUE(drained());
  EXPECT_EQ(done_, 2000);
}

TEST_F(CrewTest, ALongJobHoldsNobodyUp) {
  start({});
  push({blocker()});
  push({blocker()});
  push({[this] { ++done_; }});
  EXPECT_TRUE(eventually([this] { return done_ == 1; }));
  EXPECT_EQ(blocked_, 2);
  EXPECT_FALSE(crew_->drain(Crew::Clock::now() + milliseconds(5)));
  open_gate();
  EXPECT_TRUE(drained());
}

TEST_F(CrewTest, WakesItsWatcherAfterAPause) {
  start({});
  push({[this] { ++done_; }});
  EXPECT_TRUE(eventually([this] { return done_ == 1; }));
  std::this_thread::sleep_for(milliseconds(150));  // it has gone to sleep by now
  push({blocker()});
  push({[this] { ++done_; }});
  EXPECT_TRUE(eventually([this] { return done_ == 2; }));
}

TEST_F(CrewTest, ReadsOnWhenAllThreadsAreBusy) {
  start({3, 100, 10000});
  std::atomic<int> seen = 0;
  for (int i = 0; i < 6; ++i) push({blocker()});
  push({});
  push({[&seen] { ++seen; }});
  // Every message is read, although no thread is left for the jobs.
  EXPECT_TRUE(eventually([this] {
    const std::lock_guard lock(mutex_);
    return stream_.empty();
  }));
  EXPECT_LE(blocked_, 2);
  EXPECT_EQ(seen, 0);
  open_gate();
  EXPECT_TRUE(eventually([&] { return blocked_ == 6 && seen == 1; }));
  EXPECT_TRUE(drained());
}

TEST_F(CrewTest, RunsTheJobsOfOneMessageAtTheSameTime) {
  start({});
  push({blocker(), blocker(), blocker()});
  EXPECT_TRUE(eventually([this] { return blocked_ == 3; }));
}

TEST_F(CrewTest, LongJobsOfOneMessageHoldNobodyUp) {
  start({});
  push({[this] { ++done_; }});
  EXPECT_TRUE(eventually([this] { return done_ == 1; }));
  push({blocker(), [this] { ++done_; }, blocker(), [this] { ++done_; }});
  push({[this] { ++done_; }});
  EXPECT_TRUE(eventually([this] { return done_ == 4 && blocked_ == 2; }));
}

TEST_F(CrewTest, RefusesBeyondItsLimits) {
  start({4, 3, 10000});
  for (int i = 0; i < 5; ++i) push({blocker()});
  EXPECT_TRUE(eventually([this] { return outbox_->lines().size() == 2; }));
  for (const std::string& line : outbox_->lines()) {
    EXPECT_NE(line.find("Too many"), std::string::npos);
  }
  open_gate();
  EXPECT_TRUE(drained());
  EXPECT_EQ(outbox_->lines().size(), 5U);
}

TEST_F(CrewTest, AJobMayComeAgainWhenThereIsRoom) {
  start({2, 1, 10000});
  push({blocker()});
  push({[this] { ++done_; }});
  EXPECT_TRUE(eventually([this] { return outbox_->lines().size() == 1; }));
  open_gate();
  EXPECT_TRUE(drained());
  push({[this] { ++done_; }});
  EXPECT_TRUE(eventually([this] { return done_ == 1; }));
}

TEST_F(CrewTest, RefusesBeyondItsBytes) {
  start({4, 100, 15});
  push({blocker()});
  push({blocker()});
  EXPECT_TRUE(eventually([this] { return outbox_->lines().size() == 1; }));
  open_gate();
  EXPECT_TRUE(drained());
}

TEST_F(CrewTest, AJobThatIsAloneIsNeverTooLarge) {
  start({4, 100, 5});
  push({[this] { ++done_; }});
  EXPECT_TRUE(eventually([this] { return done_ == 1; }));
}

TEST_F(CrewTest, AnswersTheJobsItDrops) {
  start({2, 100, 10000});
  for (int i = 0; i < 4; ++i) push({blocker()});
  EXPECT_TRUE(eventually([this] {
    const std::lock_guard lock(mutex_);
    return stream_.empty();
  }));
  end();
  crew_->wait_for_end();
  std::thread opener([this] {
    std::this_thread::sleep_for(milliseconds(30));
    open_gate();
  });
  crew_.reset();
  opener.join();
  EXPECT_EQ(outbox_->lines().size(), 4U);
}

}  // namespace
}  // namespace doctor::rpc
