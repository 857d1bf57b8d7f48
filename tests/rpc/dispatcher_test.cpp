#include "rpc/dispatcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/memory_outbox.h"

namespace doctor::rpc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Its methods are named after what becomes of them.
class FakeHandler : public Handler {
 public:
  Reaction on_request(Request request) override {
    if (request.method == "now") return Answer{"\"now\""};
    if (request.method == "error") return Error{7, "seven", nullptr};
    if (request.method == "throw") throw std::runtime_error("hidden detail");
    if (request.method == "throw later") {
      return Later{[](const CallContext&) -> Outcome { throw 5; }};  // NOLINT: anything may come
    }
    if (request.method == "open") return Open{"opened", "{}", Answer{"\"end\""}};
    if (request.method == "subscribe") {
      return Open{"opened", "{}", Answer{"\"end\""}, [this](Notifier notify) {
                    told = std::move(notify);
                    return std::shared_ptr<void>(this, [](FakeHandler* self) { ++self->ended; });
                  }};
    }
    if (request.method == "ask") {
      return Later{[](const CallContext& context) -> Outcome {
        return Answer{json::print(std::get<Json>(context.ask("question", Json::object())))};
      }};
    }
    return Later{[](const CallContext& context) -> Outcome {
      context.notify("progress", Json(1));
      return Answer{context.stop.stop_requested() ? "\"stopped\"" : "\"later\""};
    }};
  }
  Id on_notification(const Notification& notification) override {
    if (notification.method == "throw") throw std::runtime_error("hidden detail");
    return notification.method == "cancel" ? notification.params : Id();
  }
  bool takes_batches() const override { return batches; }

  void on_open(const Notifier& notify) override { told = notify; }

  bool batches = true;
  Notifier told;  // of the connection, or of the last subscription
  int ended = 0;  // subscriptions
};

class DispatcherTest : public testing::Test {
 protected:
  std::vector<Job> handle(Message message) {
    return dispatcher_.handle(std::move(message), outbox_);
  }

  std::vector<Job> request(const Id& id, const std::string& method) {
    return handle(Request{id, method, nullptr, 10, false});
  }

  FakeHandler handler_;
  Dispatcher dispatcher_{handler_};
  const std::shared_ptr<test::MemoryOutbox> outbox_ = std::make_shared<test::MemoryOutbox>();
};

TEST_F(DispatcherTest, AnswersAtOnce) {
  EXPECT_THAT(request("1", "now"), IsEmpty());
  request("2", "error");
  handle(Invalid{"3", {-32600, "bad", nullptr}});
  handle(Response{});
  EXPECT_THAT(outbox_->lines(), ElementsAre(HasSubstr(R"("id":1,"result":"now")"),
                                            HasSubstr(R"("id":2,"error":{"code":7)"),
                                            HasSubstr(R"("id":3,"error":{"code":-32600)")));
}

TEST_F(DispatcherTest, RunsLater) {
  std::vector<Job> jobs = request("1", "later");
  ASSERT_EQ(jobs.size(), 1U);
  EXPECT_EQ(jobs[0].bytes(), 10U);
  EXPECT_THAT(outbox_->lines(), IsEmpty());
  jobs[0].run();
  EXPECT_THAT(outbox_->lines(), ElementsAre(HasSubstr("progress"), HasSubstr("later")));
}

TEST_F(DispatcherTest, WhatIsThrownBecomesAnInternalError) {
  request("1", "throw");
  for (Job& job : request("2", "throw later")) job.run();
  handle(Notification{"throw", ""});
  const auto hidden = testing::AllOf(HasSubstr("-32603"), testing::Not(HasSubstr("hidden")));
  EXPECT_THAT(outbox_->lines(), ElementsAre(hidden, hidden));
}

TEST_F(DispatcherTest, AnIdInFlightIsRefused) {
  std::vector<Job> jobs = request("1", "later");
  request("1", "now");
  EXPECT_THAT(outbox_->lines(), ElementsAre(HasSubstr(R"("id":1,"error":{"code":-32600)")));
  jobs[0].run();
  request("1", "now");
  EXPECT_THAT(outbox_->lines().back(), HasSubstr("now"));
}

TEST_F(DispatcherTest, ACancelledJobSaysNothing) {
  std::vector<Job> jobs = request("1", "later");
  handle(Notification{"cancel", "2"});
  handle(Notification{"cancel", "1"});
  jobs[0].run();
  jobs.clear();
  EXPECT_THAT(outbox_->lines(), ElementsAre("(silence)"));
}

TEST_F(DispatcherTest, StoppedWorkMayStillAnswer) {
  std::vector<Job> jobs = request("1", "later");
  dispatcher_.stop();
  jobs[0].run();
  EXPECT_THAT(outbox_->lines().back(), HasSubstr("stopped"));
}

TEST_F(DispatcherTest, RefusedAndDroppedJobsAreAnswered) {
  std::vector<Job> jobs = request("1", "later");
  jobs[0].refuse();
  request("2", "later").clear();
  EXPECT_THAT(outbox_->lines(), ElementsAre(HasSubstr("Too many"), HasSubstr("dropped")));
}

TEST_F(DispatcherTest, OpenRequestsEndWithTheConnection) {
  request("1", "open");
  request("2", "open");
  EXPECT_THAT(outbox_->lines(), ElementsAre(HasSubstr("opened"), HasSubstr("opened")));
  handle(Notification{"cancel", "1"});
  EXPECT_EQ(outbox_->lines().back(), "(silence)");
  dispatcher_.end_open();
  EXPECT_THAT(outbox_->lines().back(), HasSubstr(R"("id":2,"result":"end")"));
  EXPECT_EQ(outbox_->lines().size(), 4U);
}

TEST_F(DispatcherTest, OpenRequestsAreBounded) {
  for (std::size_t i = 0; i < Dispatcher::kMaxOpen; ++i) request(std::to_string(i), "open");
  EXPECT_THAT(outbox_->lines().back(), HasSubstr("opened"));
  request("x", "open");
  EXPECT_THAT(outbox_->lines().back(), HasSubstr("-32603"));
  handle(Notification{"cancel", "3"});
  request("x", "open");
  EXPECT_THAT(outbox_->lines().back(), HasSubstr("opened"));
}

TEST_F(DispatcherTest, ASubscriptionNotifiesUntilItsEnd) {
  request("1", "subscribe");
  handler_.told("n", "{}");
  EXPECT_THAT(outbox_->lines(), ElementsAre(HasSubstr("opened"), HasSubstr(R"("method":"n")")));
  dispatcher_.end_open();
  EXPECT_EQ(handler_.ended, 1);
  handler_.told("late", "{}");
  EXPECT_THAT(outbox_->lines().back(), HasSubstr("end"));
  request("1", "subscribe");
  handle(Notification{"cancel", "1"});
  EXPECT_EQ(handler_.ended, 2);
  handler_.told("late", "{}");
  EXPECT_EQ(outbox_->lines().back(), "(silence)");
}

TEST_F(DispatcherTest, APeerThatIsGoneGetsNothing) {
  std::vector<Job> jobs = request("1", "later");
  request("2", "subscribe");
  const std::size_t before = outbox_->lines().size();
  dispatcher_.cancel_all();
  handler_.told("late", "{}");
  jobs[0].run();
  jobs.clear();
  dispatcher_.end_open();
  for (std::size_t i = before; i < outbox_->lines().size(); ++i) {
    EXPECT_EQ(outbox_->lines()[i], "(silence)");
  }
}

TEST_F(DispatcherTest, TheConnectionItselfCanBeNotified) {
  dispatcher_.open(outbox_);
  handler_.told("n", R"({"a":1})");
  EXPECT_THAT(outbox_->lines(), ElementsAre(R"({"jsonrpc":"2.0","method":"n","params":{"a":1}})"));
}

TEST_F(DispatcherTest, ARunningJobCanAsk) {
  std::vector<Job> jobs = request("1", "ask");
  std::thread worker([&] { jobs[0].run(); });
  while (outbox_->lines().empty()) std::this_thread::yield();
  handle(read_message(R"({"jsonrpc":"2.0","id":"server-1","result":{"a":1}})"));
  worker.join();
  EXPECT_THAT(outbox_->lines(), ElementsAre(HasSubstr(R"("method":"question")"),
                                            HasSubstr(R"("id":1,"result":{"a":1})")));
}

TEST_F(DispatcherTest, BatchesAreAnsweredTogether) {
  Batch batch;
  batch.items = {Request{"1", "now", nullptr, 0, true}, Request{"2", "later", nullptr, 0, true},
                 Notification{"n", ""}, Invalid{"", {-32600, "bad", nullptr}}};
  std::vector<Job> jobs = handle(std::move(batch));
  EXPECT_THAT(outbox_->lines(), IsEmpty());
  ASSERT_EQ(jobs.size(), 1U);
  jobs[0].run();
  EXPECT_THAT(outbox_->lines(), ElementsAre(HasSubstr("progress"), testing::StartsWith("[{")));
}

TEST_F(DispatcherTest, BatchesAreRefusedWhereTheHandlerTakesNone) {
  handler_.batches = false;
  EXPECT_THAT(handle(Batch{{Request{"1", "later", nullptr, 0, true}}}), IsEmpty());
  EXPECT_THAT(outbox_->lines(), ElementsAre(HasSubstr("-32600")));
}

}  // namespace
}  // namespace doctor::rpc
