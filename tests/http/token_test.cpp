#include "http/token.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <set>
#include <thread>

#include "tests/support/scratch.h"

namespace doctor::http {
namespace {

mode_t mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 07777U;
}

TEST(Token, IsMadeOnceForItsOwnerAlone) {
  const test::Scratch scratch;
  const std::string path = scratch.path() + "/new/folder/token";
  const Result<std::string> first = token_from(path);
  ASSERT_TRUE(first.ok()) << first.problem().str();
  EXPECT_EQ(first.value().size(), 64U);
  EXPECT_EQ(mode_of(path), 0600U);
  const Result<std::string> second = token_from(path);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second.value(), first.value());
}

TEST(Token, ServersThatStartTogetherAgree) {
  const test::Scratch scratch;
  std::vector<std::thread> threads;
  std::vector<std::string> tokens(8);
  for (std::string& token : tokens) {
    threads.emplace_back([&] {
      const Result<std::string> result = token_from(scratch.path() + "/token");
      token = result.ok() ? result.value() : result.problem().str();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set<std::string>(tokens.begin(), tokens.end()).size(), 1U);
  EXPECT_EQ(tokens[0].size(), 64U) << tokens[0];
  EXPECT_EQ(scratch.run("ls").output, "token\n") << "no drafts are left";
}

TEST(Token, RefusesWhatIsNoSecret) {
  const test::Scratch scratch;
  const auto problem = [&](const std::string& content, mode_t mode) {
    scratch.write("token", content);
    chmod((scratch.path() + "/token").c_str(), mode);
    const Result<std::string> token = token_from(scratch.path() + "/token");
    return token.ok() ? "token " + token.value() : token.problem().message;
  };
  EXPECT_EQ(problem("  0123456789abcdef \r\n", 0600), "token 0123456789abcdef");
  EXPECT_EQ(problem("0123456789abcdef\n", 0640), "others may read the token: chmod 600 it");
  EXPECT_EQ(problem("0123456789abcdef\n", 0604), "others may read the token: chmod 600 it");
  const std::string form = "a token is one line of 16 to 512 visible ASCII characters";
  EXPECT_EQ(problem("", 0600), form);
  EXPECT_EQ(problem("\n", 0600), form);
  EXPECT_EQ(problem("too short\n", 0600), form);
  EXPECT_EQ(problem("0123456789 abcdef\n", 0600), form);
  EXPECT_EQ(problem(std::string(513, 'x'), 0600), form);
  EXPECT_EQ(token_from(scratch.path()).problem().message, "the token must lie in a regular file");
  EXPECT_FALSE(token_from("/proc/no/such/token").ok());
}

TEST(Token, Comparison) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abd", "abc"));
  EXPECT_FALSE(same_secret("ab", "abc"));
  EXPECT_FALSE(same_secret("abca", "abc"));
  EXPECT_FALSE(same_secret("abcabc", "abc"));
  EXPECT_FALSE(same_secret("", "abc"));
  EXPECT_FALSE(same_secret("abc", ""));
}

TEST(Token, RandomNamesDiffer) {
  std::set<std::string> names;
  for (int i = 0; i < 100; ++i) names.insert(random_hex(16));
  EXPECT_EQ(names.size(), 100U);
  EXPECT_EQ(names.begin()->size(), 32U);
}

}  // namespace
}  // namespace doctor::http
