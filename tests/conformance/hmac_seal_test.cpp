#include "tests/conformance/hmac_seal.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <thread>
#include <vector>

#include "tests/support/scratch.h"

namespace doctor::conformance {
namespace {

std::chrono::seconds now{1000};

HmacSeal with_key(const std::string& key) {
  return {key, [] { return now; }};
}

TEST(HmacSeal, OpensWhatItSealed) {
  const HmacSeal seal = with_key("key");
  const Json state = {{"a", {1, "\xC3\xA4", nullptr}}};
  const std::string text = seal.seal("p", state);
  EXPECT_EQ(seal.open("p", text), state);
  EXPECT_EQ(with_key("key").open("p", text), state) << "a replica with the same key";
}

TEST(HmacSeal, RefusesEverythingElse) {
  const HmacSeal seal = with_key("key");
  const std::string text = seal.seal("p", {{"a", 1}});
  EXPECT_FALSE(with_key("other").open("p", text));
  EXPECT_FALSE(seal.open("q", text));
  EXPECT_FALSE(seal.open("p", text + "-TAMPERED"));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == '0' ? '1' : '0';
    EXPECT_FALSE(seal.open("p", changed)) << i;
    EXPECT_FALSE(seal.open("p", text.substr(0, i))) << i;
  }
  EXPECT_FALSE(seal.open("p", ""));
}

// RFC 4231 has vectors for HMAC alone; this one was made with `openssl dgst -sha256 -hmac`.
TEST(HmacSeal, IsHmacSha256) {
  EXPECT_EQ(with_key("key").seal("p", 7),
            "1000.37."
            "e915dfced61cc3fb2190c9937f903beac734e567612c005519249f8639461873");
}

TEST(HmacSeal, StateGrowsOld) {
  const HmacSeal seal = with_key("key");
  const std::string text = seal.seal("p", 1);
  now += HmacSeal::kLifetime;
  EXPECT_TRUE(seal.open("p", text));
  now += std::chrono::seconds(1);
  EXPECT_FALSE(seal.open("p", text));
  now = std::chrono::seconds(1000);
}

TEST(HmacSeal, ReplicasThatStartTogetherShareOneKey) {
  const test::Scratch scratch;
  const std::string file = scratch.path() + "/key";
  std::vector<std::string> keys(8);
  std::vector<std::thread> replicas;
  for (std::string& key : keys) {
    replicas.emplace_back([&key, &file] {
      const Result<std::string> read = key_from(file);
      if (read.ok()) key = read.value();
    });
  }
  for (std::thread& replica : replicas) replica.join();
  for (const std::string& key : keys) EXPECT_EQ(key, keys[0]);
  EXPECT_EQ(keys[0].size(), 32U);
  struct stat status {};
  ASSERT_EQ(stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(HmacSeal, KeysThatCannotBeUsed) {
  const test::Scratch scratch;
  EXPECT_FALSE(key_from(scratch.path() + "/no/such/folder").ok());
  scratch.write("short", "short");
  EXPECT_EQ(key_from(scratch.path() + "/short").problem().message, "holds fewer than 32 bytes");
}

}  // namespace
}  // namespace doctor::conformance
