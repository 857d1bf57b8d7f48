#include "knowledge/knowledge.h"

#include <gtest/gtest.h>

#include "tests/support/tiny_entries.h"

namespace doctor::knowledge {
namespace {

TEST(Knowledge, FindsByIdAndAlias) {
  const test::TinyClassifier tiny(
      {{"b-entry", "", {{"aliases", "['old-name', 'older-name']"}}}, {"a-entry", "", {}}});
  const Knowledge& knowledge = tiny.knowledge();
  EXPECT_EQ(knowledge.entries()[0].id, "a-entry") << "sorted by id";
  EXPECT_EQ(knowledge.find("b-entry")->id, "b-entry");
  EXPECT_EQ(knowledge.find("older-name")->id, "b-entry");
  EXPECT_EQ(knowledge.find("B-entry"), nullptr);
  EXPECT_EQ(knowledge.find(""), nullptr);
  EXPECT_EQ(knowledge.closest_id("a-entri"), "a-entry");
  EXPECT_EQ(knowledge.closest_id("old-nane"), "old-name");
  EXPECT_EQ(knowledge.closest_id("something-else"), "");
}

TEST(Knowledge, FindsPages) {
  const Page pages[] = {{"skill", "text"}, {"other", "more"}};
  const Knowledge knowledge({}, {}, pages);
  EXPECT_EQ(knowledge.find_page("other")->text, "more");
  EXPECT_EQ(knowledge.find_page("none"), nullptr);
}

// Dates are those of nightlies: `since` is the first that has it, `fixed_in` the first without.
TEST(Knowledge, AppliesByDate) {
  Entry entry;
  EXPECT_EQ(applies(entry, "2026-01-01"), Applies::kYes);
  entry.since = "nightly-2024-02-29";
  entry.fixed_in = "nightly-2025-01-01";
  EXPECT_EQ(applies(entry, "2024-02-28"), Applies::kNotYet);
  EXPECT_EQ(applies(entry, "2024-02-29"), Applies::kYes);
  EXPECT_EQ(applies(entry, "2024-12-31"), Applies::kYes);
  EXPECT_EQ(applies(entry, "2025-01-01"), Applies::kNoLonger);
}

TEST(Knowledge, AffectedCrate) {
  const Crate crates[] = {{"old", ">=5.0.0, <35.0.0", ""}, {"any", "", ""}, {"old", "=40.0.0", ""}};
  Entry entry;
  entry.crates = crates;
  const auto check = [&](Text name, Text version, const Crate* expected) {
    EXPECT_EQ(affected_crate(entry, name, version), expected) << name << " " << version;
  };
  check("old", "34.0.2", &crates[0]);
  check("old", "36.0.0", nullptr);
  check("old", "40.0.0", &crates[2]);
  check("old", "", &crates[0]);
  check("old", "garbage", &crates[0]);
  check("any", "0.0.1", &crates[1]);
  check("none", "", nullptr);
}

}  // namespace
}  // namespace doctor::knowledge
