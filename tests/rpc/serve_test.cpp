#include "rpc/serve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <deque>
#include <memory>
#include <stdexcept>
#include <thread>

#include "rpc/line_writer.h"
#include "tests/support/memory_outbox.h"

namespace doctor::rpc {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

// Hands out what it was given, then the conversation is over.
class FakeTransport : public Transport {
 public:
  explicit FakeTransport(std::deque<Message> messages) : messages_(std::move(messages)) {}

  std::optional<Message> next() override {
    if (messages_.empty()) return std::nullopt;
    Message message = std::move(messages_.front());
    messages_.pop_front();
    if (std::holds_alternative<Response>(message)) throw std::bad_alloc();
    return message;
  }
  std::chrono::steady_clock::time_point ended() override { return Crew::Clock::now(); }
  std::shared_ptr<Outbox> outbox() override { return outbox_; }
  std::vector<std::string> lines() const { return outbox_->lines(); }

 private:
  std::deque<Message> messages_;
  const std::shared_ptr<test::MemoryOutbox> outbox_ = std::make_shared<test::MemoryOutbox>();
};

// "wait": works for 20 ms; "stoppable": until it is stopped; "deaf": longer than the grace.
class FakeHandler : public Handler {
 public:
  Reaction on_request(Request request) override {
    if (request.method == "open") return Open{"opened", "{}", Answer{"\"end\""}};
    return Later{[method = request.method](const CallContext& context) -> Outcome {
      if (method == "wait") std::this_thread::sleep_for(milliseconds(20));
      if (method == "deaf") std::this_thread::sleep_for(kGrace + milliseconds(100));
      while (method == "stoppable" && !context.stop.stop_requested()) {
        std::this_thread::sleep_for(milliseconds(1));
      }
      return Answer{"\"" + method + "\""};
    }};
  }
  Id on_notification(const Notification&) override { return {}; }
  bool takes_batches() const override { return false; }
};

bool serve_all(FakeTransport& transport) {
  FakeHandler handler;
  bool waited = false;
  serve(transport, handler, {}, [&waited] { waited = true; });
  return waited;
}

TEST(Serve, LetsWorkInFlightEnd) {
  FakeTransport transport({Request{"1", "wait", nullptr, 1, false}});
  EXPECT_FALSE(serve_all(transport));
  EXPECT_THAT(transport.lines(), ElementsAre(HasSubstr(R"("id":1,"result":"wait")")));
}

TEST(Serve, EndsOpenRequests) {
  FakeTransport transport({Request{"1", "open", nullptr, 1, false}});
  EXPECT_FALSE(serve_all(transport));
  EXPECT_THAT(transport.lines(), ElementsAre(HasSubstr("opened"), HasSubstr("end")));
}

TEST(Serve, StopsWorkThatListens) {
  FakeTransport transport({Request{"1", "stoppable", nullptr, 1, false}});
  serve_all(transport);
  EXPECT_THAT(transport.lines(), ElementsAre(HasSubstr("stoppable")));
}

TEST(Serve, TellsBeforeItWaitsForWorkThatDoesNot) {
  FakeTransport transport({Request{"1", "deaf", nullptr, 1, false}});
  EXPECT_TRUE(serve_all(transport));
}

TEST(Serve, SurvivesATransportThatThrows) {
  FakeTransport transport({Response{}, Request{"1", "wait", nullptr, 1, false}});
  EXPECT_FALSE(serve_all(transport));
  EXPECT_THAT(transport.lines(), ElementsAre(HasSubstr("-32603"), HasSubstr("\"id\":1")));
}

}  // namespace
}  // namespace doctor::rpc
