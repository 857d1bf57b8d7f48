#include "rpc/reply_once.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "tests/support/memory_outbox.h"

namespace doctor::rpc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ReplyOnceTest : public testing::Test {
 protected:
  std::unique_ptr<ReplyOnce> reply() {
    return std::make_unique<ReplyOnce>("1", *in_flight_->enter("1"), in_flight_, outbox_);
  }

  const std::shared_ptr<InFlight> in_flight_ = std::make_shared<InFlight>();
  const std::shared_ptr<test::MemoryOutbox> outbox_ = std::make_shared<test::MemoryOutbox>();
};

TEST_F(ReplyOnceTest, ASecondAnswerIsIgnored) {
  auto one = reply();
  one->answer(Answer{"{}"});
  one->answer(Answer{"[]"});
  one->notify("m", "{}");
  one.reset();
  EXPECT_THAT(outbox_->lines(), ElementsAre(R"({"jsonrpc":"2.0","id":1,"result":{}})"));
}

TEST_F(ReplyOnceTest, DroppedUnansweredIsAnInternalError) {
  reply().reset();
  EXPECT_THAT(outbox_->lines(), ElementsAre(HasSubstr("-32603")));
}

TEST_F(ReplyOnceTest, NothingAfterACancellation) {
  auto one = reply();
  one->notify("m", "{}");
  in_flight_->cancel("1");
  EXPECT_FALSE(one->wanted());
  one->notify("m", "{}");
  one->answer(Answer{"{}"});
  one.reset();
  EXPECT_THAT(outbox_->lines(),
              ElementsAre(R"({"jsonrpc":"2.0","method":"m","params":{}})", "(silence)"));
}

TEST_F(ReplyOnceTest, AnAnswerFreesTheId) {
  auto one = reply();
  EXPECT_FALSE(in_flight_->enter("1"));
  one->answer(Error{-1, "no", nullptr});
  EXPECT_TRUE(in_flight_->enter("1"));
  EXPECT_THAT(outbox_->lines(), ElementsAre(HasSubstr(R"("error":{"code":-1,"message":"no"})")));
}

}  // namespace
}  // namespace doctor::rpc
