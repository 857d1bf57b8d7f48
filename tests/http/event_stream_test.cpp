#include "http/event_stream.h"

#include <gtest/gtest.h>

#include <thread>

namespace doctor::http {
namespace {

using State = EventStream::State;
constexpr std::chrono::milliseconds kNow{0};

TEST(EventStream, AnswerAlone) {
  EventStream stream;
  EXPECT_EQ(stream.state(), State::kQuiet);
  stream.answer("a", -32601);
  EXPECT_EQ(stream.state(), State::kAnswer);
  EXPECT_EQ(stream.error(), -32601);
  EXPECT_FALSE(stream.ended());
  EXPECT_EQ(stream.take(kNow), "a");
  EXPECT_TRUE(stream.ended());
  stream.notify("late");
  stream.answer("twice", 0);
  EXPECT_EQ(stream.take(kNow), std::nullopt);
}

TEST(EventStream, NotificationsComeFirst) {
  EventStream stream;
  stream.notify("n");
  stream.answer("a", rpc::kNoError);
  EXPECT_EQ(stream.state(), State::kEvents);
  EXPECT_EQ(stream.take(kNow), "n");
  EXPECT_EQ(stream.take(kNow), "a");
  EXPECT_TRUE(stream.ended());
}

TEST(EventStream, SilenceEndsIt) {
  EventStream stream;
  stream.silence();
  EXPECT_EQ(stream.state(), State::kEvents);
  EXPECT_TRUE(stream.ended());
}

TEST(EventStream, WaitsForAnotherThread) {
  EventStream stream;
  std::thread worker([&] { stream.answer("a", rpc::kNoError); });
  EXPECT_EQ(stream.wait(std::chrono::seconds(60)), State::kAnswer);
  worker.join();
  EventStream quiet;
  EXPECT_EQ(quiet.wait(std::chrono::milliseconds(1)), State::kQuiet);
  EXPECT_EQ(quiet.take(std::chrono::milliseconds(1)), std::nullopt);
  EXPECT_FALSE(quiet.ended());
}

TEST(EventStream, Event) {
  EXPECT_EQ(event("{}"), "event: message\ndata: {}\n\n");
}

}  // namespace
}  // namespace doctor::http
