#include "rpc/line_writer.h"
#include "tests/support/paths.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

namespace doctor::rpc {
namespace {

using std::chrono::milliseconds;

class LineWriterTest : public testing::Test {
 protected:
  LineWriterTest() {
    std::signal(SIGPIPE, SIG_IGN);
    EXPECT_EQ(pipe(ends_.data()), 0);
  }
  ~LineWriterTest() override {
    for (const int end : ends_) {
      if (end >= 0) close(end);
    }
  }

  std::string read_bytes(std::size_t count) {
    std::string text(count, '\0');
    std::size_t got = 0;
    while (got < count) {
      const auto part = read(ends_[0], text.data() + got, count - got);
      if (part <= 0) break;
      got += static_cast<std::size_t>(part);
    }
    return text.substr(0, got);
  }

  void close_reader() {
    close(ends_[0]);
    ends_[0] = -1;
  }

  std::array<int, 2> ends_{-1, -1};
  Bell bell_;
};

TEST_F(LineWriterTest, LinesStayWholeInAFullPipe) {
  constexpr std::size_t kSize = 300'000;  // several times what a pipe holds
  constexpr int kEach = 5;
  LineWriter writer(ends_[1], bell_);
  std::vector<std::thread> threads;
  for (const char letter : {'a', 'b', 'c'}) {
    threads.emplace_back([&writer, letter] {
      for (int i = 0; i < kEach; ++i) writer.answer(std::string(kSize, letter), kNoError);
    });
  }
  for (int i = 0; i < 3 * kEach; ++i) {
    const std::string line = read_bytes(kSize + 1);
    ASSERT_EQ(line.size(), kSize + 1);
    EXPECT_EQ(line, std::string(kSize, line[0]) + "\n");
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(LineWriterTest, AFullPipeIsWaitedForNoLongerThanTheGrace) {
  LineWriter writer(ends_[1], bell_);
  std::thread ringer([this] {
    std::this_thread::sleep_for(milliseconds(30));
    bell_.ring();
  });
  const auto start = Bell::Clock::now();
  writer.answer(std::string(1'000'000, 'a'), kNoError);
  const auto took = Bell::Clock::now() - start;
  ringer.join();
  EXPECT_GE(took, kGrace);
  EXPECT_LT(took, milliseconds(30) + kGrace + milliseconds(50 * test::slack()));
  writer.answer("dropped", kNoError);  // returns at once
}

TEST_F(LineWriterTest, WritesAfterTheBellWhereThereIsRoom) {
  LineWriter writer(ends_[1], bell_);
  bell_.ring();
  std::this_thread::sleep_for(kGrace + milliseconds(5));
  writer.answer("late", kNoError);
  EXPECT_EQ(read_bytes(5), "late\n");
}

TEST_F(LineWriterTest, APeerThatIsGoneRingsTheBell) {
  LineWriter writer(ends_[1], bell_);
  close_reader();
  writer.notify("x");
  std::array<char, 1> byte{};
  EXPECT_EQ(read(bell_.fd(), byte.data(), 1), 1);
  writer.answer("y", kNoError);
}

}  // namespace
}  // namespace doctor::rpc
