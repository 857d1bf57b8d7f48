#include "rpc/in_flight.h"

#include <gtest/gtest.h>

namespace doctor::rpc {
namespace {

TEST(InFlight, RefusesAnIdThatIsInUse) {
  InFlight in_flight;
  const auto first = in_flight.enter("1");
  ASSERT_TRUE(first);
  EXPECT_FALSE(in_flight.enter("1"));
  EXPECT_TRUE(in_flight.enter("\"1\""));
  EXPECT_TRUE(in_flight.enter("1.0"));
  EXPECT_TRUE(in_flight.finish(*first));
  EXPECT_TRUE(in_flight.enter("1"));
}

TEST(InFlight, EscapesDoNotMakeAnotherId) {
  InFlight in_flight;
  const auto first = in_flight.enter(R"("a\u0062")");
  ASSERT_TRUE(first);
  EXPECT_FALSE(in_flight.enter(R"("ab")"));
  in_flight.cancel(R"("\u0061b")");
  EXPECT_FALSE(in_flight.live(*first));
}

TEST(InFlight, CancellingStopsAndForbidsTheAnswer) {
  InFlight in_flight;
  const auto first = in_flight.enter("1");
  ASSERT_TRUE(first);
  in_flight.cancel("2");
  EXPECT_TRUE(in_flight.live(*first));
  EXPECT_FALSE(first->stop.stop_requested());
  in_flight.cancel("1");
  EXPECT_FALSE(in_flight.live(*first));
  EXPECT_TRUE(first->stop.stop_requested());
  EXPECT_FALSE(in_flight.finish(*first));
}

TEST(InFlight, ACancelledRequestDoesNotEndTheNextOneWithItsId) {
  InFlight in_flight;
  const auto first = in_flight.enter("1");
  in_flight.cancel("1");
  const auto second = in_flight.enter("1");
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(in_flight.finish(*first));
  EXPECT_TRUE(in_flight.live(*second));
  EXPECT_FALSE(second->stop.stop_requested());
  EXPECT_TRUE(in_flight.finish(*second));
}

TEST(InFlight, StopAllLeavesTheAnswersAllowed) {
  InFlight in_flight;
  const auto first = in_flight.enter("1");
  ASSERT_TRUE(first);
  in_flight.stop_all();
  EXPECT_TRUE(first->stop.stop_requested());
  EXPECT_TRUE(in_flight.finish(*first));
}

}  // namespace
}  // namespace doctor::rpc
