#include "rpc/batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "tests/support/memory_outbox.h"

namespace doctor::rpc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(BatchOutbox, CollectsAnswersAndPassesNotifications) {
  const auto target = std::make_shared<test::MemoryOutbox>();
  BatchOutbox batch(target, 3);
  batch.answer("1", kNoError);
  batch.notify("n");
  batch.silence();
  EXPECT_THAT(target->lines(), ElementsAre("n"));
  batch.answer("2", kNoError);
  EXPECT_THAT(target->lines(), ElementsAre("n", "[1,2]"));
}

TEST(BatchOutbox, ASilenceMayComeLast) {
  const auto target = std::make_shared<test::MemoryOutbox>();
  BatchOutbox batch(target, 2);
  batch.answer("1", kNoError);
  EXPECT_THAT(target->lines(), IsEmpty());
  batch.silence();
  EXPECT_THAT(target->lines(), ElementsAre("[1]"));
}

TEST(BatchOutbox, OnlySilences) {
  const auto target = std::make_shared<test::MemoryOutbox>();
  BatchOutbox batch(target, 2);
  batch.silence();
  batch.silence();
  EXPECT_THAT(target->lines(), ElementsAre("(silence)"));
}

}  // namespace
}  // namespace doctor::rpc
