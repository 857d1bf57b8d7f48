// What a triple and flags say about `cfg(…)`. The facts are those of `rustc --print cfg --target`
// (1.97); a file of the same shape for more targets is named in DOCTOR_TARGETS.
#include "cargo/platform.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "tests/support/paths.h"

namespace doctor::cargo {
namespace {

using Match = Platform::Match;

// "triple<TAB>expression": all of them hold.
void check_facts(const std::string& path, int least) {
  std::ifstream file(path);
  int count = 0;
  for (std::string line; std::getline(file, line); ++count) {
    const auto parts = text::split(line, '\t');
    ASSERT_EQ(parts.size(), 2U) << line;
    const Platform platform{std::string(parts[0])};
    const std::string expression(parts[1]);
    EXPECT_EQ(platform.matches("cfg(all(" + expression + "))"), Match::kYes) << line;
    for (const std::string_view fact : text::split(expression, ',')) {
      EXPECT_EQ(platform.matches("cfg(" + std::string(fact) + ")"), Match::kYes)
          << line << ": " << fact;
    }
  }
  EXPECT_GE(count, least) << path;
}

TEST(Platform, IsThatOfRustc) {
  check_facts(test::source_dir() + "/tests/cargo/data/targets.tsv", 50);
}

TEST(Platform, MoreTargetsToo) {
  const char* more = std::getenv("DOCTOR_TARGETS");
  if (more != nullptr) check_facts(more, 1);  // given by hand only
}

void check(const std::string& expression, Match expected,
           const std::vector<std::string>& flags = {},
           const std::string& triple = "x86_64-unknown-linux-gnu") {
  std::vector<Choice> words;
  for (const std::string& flag : flags) words.push_back({flag, {}});
  EXPECT_EQ(Platform(triple, words).matches(expression), expected) << expression;
}

TEST(Platform, Expressions) {
  check("cfg(unix)", Match::kYes);
  check("cfg( unix )", Match::kYes);
  check("cfg(windows)", Match::kNo);
  check("cfg(all())", Match::kYes);
  check("cfg(any())", Match::kNo);
  check("cfg(not(any(windows, target_os = \"macos\")))", Match::kYes);
  check("cfg(all(unix, not(target_env = \"musl\"),))", Match::kYes);
  check("cfg(true)", Match::kYes);
  check("cfg(false)", Match::kNo);
  check("x86_64-unknown-linux-gnu", Match::kYes);
  check("aarch64-unknown-linux-gnu", Match::kNo);
}

// Cargo knows what rustc prints; nobody sets the others.
TEST(Platform, NamesThatNobodySets) {
  for (const char* name : {"foo", "foo = \"bar\"", "test", "proc_macro", "miri", "feature = \"x\"",
                           "panic = \"abort\"", "target_os = \"none\"", "target_abi = \"eabihf\"",
                           "target_feature = \"avx2\"", "loom"}) {
    check(std::string("cfg(") + name + ")", Match::kNo);
    check(std::string("cfg(not(") + name + "))", Match::kYes);
  }
  check("cfg(debug_assertions)", Match::kYes);
  check("cfg(panic = \"unwind\")", Match::kYes);
  check("cfg(target_has_atomic = \"64\")", Match::kYes);
  check("cfg(target_feature = \"sse2\")", Match::kYes);
  check("cfg(target_feature = \"neon\")", Match::kYes, {}, "aarch64-apple-darwin");
}

TEST(Platform, FlagsAddNames) {
  check("cfg(loom)", Match::kYes, {"--cfg", "loom"});
  check("cfg(loom)", Match::kYes, {"--cfg=loom"});
  check("cfg(tokio = \"unstable\")", Match::kYes, {"--cfg", "tokio=\"unstable\""});
  check("cfg(tokio = \"unstable\")", Match::kNo, {"--cfg", "tokio"});
  check("cfg(target_feature = \"avx2\")", Match::kUnknown, {"-Ctarget-cpu=native"});
  check("cfg(target_feature = \"avx2\")", Match::kUnknown, {"-C", "target-feature=+avx2"});
  check("cfg(target_feature = \"sse2\")", Match::kYes, {"-Ctarget-cpu=native"});
  check("cfg(loom)", Match::kNo, {"--cfg"});
}

}  // namespace
}  // namespace doctor::cargo
