#include "base/location.h"

#include <gtest/gtest.h>

#include <memory>

#include "base/result.h"

namespace doctor {
namespace {

TEST(Location, Prints) {
  EXPECT_EQ((Location{"a.toml", 3, 7}.str()), "a.toml:3:7");
  EXPECT_EQ((Location{"a.toml", 3, 0}.str()), "a.toml:3");
  EXPECT_EQ((Location{"a.toml", 0, 0}.str()), "a.toml");
  EXPECT_EQ((Location{"a.toml", 0, 7}.str()), "a.toml") << "a column means nothing without a line";
  EXPECT_EQ((Location{"", 3, 7}.str()), "3:7");
  EXPECT_EQ((Location{}.str()), "");
}

TEST(Problem, Prints) {
  EXPECT_EQ((Problem{"is bad", {"a.toml", 3, 7}}.str()), "a.toml:3:7: is bad");
  EXPECT_EQ((Problem{"is bad", {}}.str()), "is bad");
}

TEST(Result, HoldsOneOfTwo) {
  const Result<int> good = 7;
  ASSERT_TRUE(good.ok());
  EXPECT_EQ(good.value(), 7);
  const Result<int> bad = Problem{"is bad", {}};
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.problem().message, "is bad");
}

// Also where the value could be mistaken for a problem's text.
TEST(Result, OfText) {
  EXPECT_EQ(Result<std::string>(std::string("text")).value(), "text");
  EXPECT_FALSE(Result<std::string>(Problem{"text", {}}).ok());
}

TEST(Result, GivesUpItsValue) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
  const std::unique_ptr<int> taken = std::move(result).value();
  EXPECT_EQ(*taken, 7);
}

}  // namespace
}  // namespace doctor
