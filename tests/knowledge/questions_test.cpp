// Questions in people's own words: questions.tsv holds each with the ids that answer it.
#include <gtest/gtest.h>

#include "base/text.h"
#include "knowledge/search.h"
#include "tests/support/golden.h"
#include "tests/support/knowledge.h"

namespace doctor::test {
namespace {

using knowledge::Entry;

const knowledge::Search& search() {
  static const knowledge::Search index(EntryFiles::get().knowledge());
  return index;
}

// The ids of the first results.
std::vector<std::string_view> first_ids(std::string_view question, std::size_t most) {
  std::vector<std::string_view> ids;
  for (const knowledge::Ranked& ranked : search().find(question)) {
    if (ids.size() < most) ids.push_back(ranked.entry->id);
  }
  return ids;
}

bool contains(const std::vector<std::string_view>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

TEST(Questions, AreAnsweredAmongTheFirstThree) {
  const std::string table = read_source("tests/knowledge/questions.tsv");
  std::size_t questions = 0;
  for (const std::string_view line : text::lines(table)) {
    const auto fields = text::split(line, '\t');
    ASSERT_EQ(fields.size(), 2U) << line;
    const auto found = first_ids(fields[0], 3);
    bool is_answered = false;
    for (const std::string_view id : text::split(fields[1], ' ')) {
      EXPECT_NE(EntryFiles::get().knowledge().find(id), nullptr) << id;
      is_answered = is_answered || contains(found, id);
    }
    EXPECT_TRUE(is_answered) << fields[0] << "\ngives "
                             << text::join({found.begin(), found.end()}, ", ");
    ++questions;
  }
  EXPECT_GE(questions, 80U);
}

TEST(Questions, CratesAndOldIdsAreFound) {
  for (const Entry& entry : EntryFiles::get().knowledge().entries()) {
    for (const knowledge::Crate& crate : entry.crates)
      EXPECT_TRUE(contains(first_ids(crate.name, 8), entry.id)) << crate.name << ": " << entry.id;
    for (const std::string_view alias : entry.aliases)
      EXPECT_TRUE(contains(first_ids(alias, 3), entry.id)) << alias << ": " << entry.id;
  }
}

}  // namespace
}  // namespace doctor::test
