#include "override/crates.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "tests/support/knowledge.h"
#include "tests/support/tiny_entries.h"

namespace doctor::override {
namespace {

// Advice for an entry that knows these crates.
void check(const std::string& tables, const std::string& crate, const std::string& version,
           const std::string& expected) {
  const test::TinyClassifier tiny({{"an-entry", tables, {}}});
  EXPECT_EQ(text::join(crate_advice(tiny.knowledge().entries().front(), crate, version), "\n"),
            expected)
      << crate << " " << version;
}

// The code moved: from `old` to `new` with version 35.
constexpr const char* kMoved = R"(
[[crate]]
name = "old"
versions = ">=5.0.0, <35.0.0"
note = "called new from 35.0.0 on"
[[crate]]
name = "new"
versions = ">=35.0.0, <39.0.0"
)";

TEST(Crates, WithoutACrateAllAreListed) {
  check(kMoved, "", "",
        "Name the crate that cargo blames (\"could not compile\"). Known to be affected: `old`, "
        "`new`.");
  check("", "", "", "");
}

TEST(Crates, AffectedVersionsNeedNoAdvice) {
  check(kMoved, "old", "34.0.2", "");
  check(kMoved, "new", "35.0.0", "");
}

TEST(Crates, UnknownVersionIsToBeChecked) {
  check(kMoved, "new", "",
        "Affected are `new` >=35.0.0, <39.0.0; check the version in Cargo.lock.");
  check(kMoved, "new", "not a version",
        "Affected are `new` >=35.0.0, <39.0.0; check the version in Cargo.lock.");
}

TEST(Crates, OutsideTheRangeTheOtherCrateIsNamed) {
  check(kMoved, "old", "36.0.1",
        "`old` 36.0.1 lies outside the affected versions (>=5.0.0, <35.0.0). At that version the "
        "construct is in `new` >=35.0.0, <39.0.0: name that crate if cargo blames it.");
  check(kMoved, "new", "40.0.0",
        "`new` 40.0.0 lies outside the affected versions (>=35.0.0, <39.0.0).");
}

TEST(Crates, OthersNeedNoAdvice) {
  check(kMoved, "app", "1.0.0", "");
  check("[[crate]]\nname = \"any\"\n", "any", "1.0.0", "");
}

// The entry that the tool is best known for.
TEST(Crates, WasmtimeByVersion) {
  const knowledge::Entry* entry =
      test::EntryFiles::get().knowledge().find("cranelift-asm-sym-operands");
  ASSERT_NE(entry, nullptr);
  const auto advice = [&](const std::string& crate, const std::string& version) {
    return text::join(crate_advice(*entry, crate, version), "\n");
  };
  EXPECT_EQ(advice("wasmtime-fiber", "34.0.2"), "");
  EXPECT_EQ(advice("wasmtime-internal-fiber", "36.0.2"), "");
  EXPECT_EQ(advice("wasmtime", "41.0.0"), "");
  EXPECT_NE(advice("wasmtime-fiber", "36.0.2").find("`wasmtime-internal-fiber`"),
            std::string::npos);
  EXPECT_NE(advice("wasmtime-internal-fiber", "39.0.0").find("`wasmtime` >=35.0.0"),
            std::string::npos);
  EXPECT_NE(advice("wasmtime", "34.0.2").find("`wasmtime-fiber`"), std::string::npos);
}

}  // namespace
}  // namespace doctor::override
