#include "http/sessions.h"

#include <gtest/gtest.h>

#include <set>

namespace doctor::http {
namespace {

const Sessions::Clock::time_point kStart{std::chrono::hours(1000)};

class SessionsTest : public testing::Test {
 protected:
  std::shared_ptr<Conversation> conversation() const {
    return std::make_shared<Conversation>(server_);
  }

 private:
  const mcp::Server server_{{"s", "S", "1", ""}, {}};
};

TEST_F(SessionsTest, IdsAreVisibleAndDiffer) {
  Sessions sessions("a1");
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) ids.insert(sessions.add(conversation(), kStart));
  EXPECT_EQ(ids.size(), 100U);
  for (const std::string& id : ids) {
    EXPECT_TRUE(id.starts_with("a1-")) << id;
    EXPECT_EQ(id.size(), 35U);
  }
}

TEST_F(SessionsTest, AreFoundUntilTheyEnd) {
  Sessions sessions("");
  const auto one = conversation();
  const std::string id = sessions.add(one, kStart);
  EXPECT_EQ(sessions.find(id, kStart), one);
  EXPECT_EQ(sessions.find("", kStart), nullptr);
  EXPECT_EQ(sessions.find(id + "0", kStart), nullptr);
  EXPECT_TRUE(sessions.remove(id));
  EXPECT_FALSE(sessions.remove(id));
  EXPECT_EQ(sessions.find(id, kStart), nullptr);
}

TEST_F(SessionsTest, EndWhenTheyAreIdle) {
  Sessions sessions("");
  const std::string id = sessions.add(conversation(), kStart);
  EXPECT_NE(sessions.find(id, kStart + Sessions::kIdle), nullptr);
  EXPECT_NE(sessions.find(id, kStart + 2 * Sessions::kIdle), nullptr) << "use keeps it";
  EXPECT_EQ(sessions.find(id, kStart + 4 * Sessions::kIdle), nullptr);
}

TEST_F(SessionsTest, TheOneThatWasIdleLongestMakesRoom) {
  Sessions sessions("");
  const std::string first = sessions.add(conversation(), kStart);
  const std::string second = sessions.add(conversation(), kStart);
  const auto later = kStart + std::chrono::seconds(1);
  EXPECT_NE(sessions.find(first, later), nullptr);
  while (sessions.all().size() < Sessions::kMost) sessions.add(conversation(), later);
  sessions.add(conversation(), later);
  EXPECT_EQ(sessions.all().size(), Sessions::kMost);
  EXPECT_NE(sessions.find(first, later), nullptr);
  EXPECT_EQ(sessions.find(second, later), nullptr);
}

}  // namespace
}  // namespace doctor::http
