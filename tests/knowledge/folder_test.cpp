#include "knowledge/folder.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "tests/support/tiny_entries.h"

namespace doctor::knowledge {
namespace {

// Ids that are usable, then problems.
void check(const std::map<std::string, std::string>& content, const std::string& ids,
           const std::string& problems) {
  Arena arena;
  const LoadedFolder loaded = load_folder(MemoryFiles(content), "/k", arena);
  std::vector<std::string> good;
  std::vector<std::string> bad;
  for (const Entry& entry : loaded.entries) good.emplace_back(entry.id);
  for (const Problem& problem : loaded.problems) bad.push_back(problem.str());
  EXPECT_EQ(text::join(good, " "), ids);
  EXPECT_EQ(text::join(bad, "\n"), problems);
}

const std::string kEntry = test::entry_text("");

TEST(Folder, ReadsAllSortedById) {
  check({{"/k/cranelift/b.toml", kEntry}, {"/k/fenix/a.toml", kEntry}, {"/k/gates/c.toml", kEntry}},
        "a b c", "");
}

TEST(Folder, LooksAtTomlFilesOnly) {
  check({{"/k/cranelift/a.toml", kEntry}, {"/k/README.md", "text"}, {"/k/cranelift/b.toml~", "x"}},
        "a", "");
}

// One bad file is told and left out; the rest works.
TEST(Folder, BadFilesAreLeftOut) {
  check(
      {{"/k/cranelift/a.toml", kEntry}, {"/k/cranelift/b.toml", "title = 1 2\n"}}, "a",
      "/k/cranelift/b.toml:1:11: " + [] {
        Arena arena;
        return load_entry("title = 1 2\n", "", arena).problems.front().message;
      }());
}

TEST(Folder, IdsAndAliasesAreTakenOnce) {
  check({{"/k/cranelift/a.toml", kEntry}, {"/k/fenix/a.toml", kEntry}}, "a",
        "/k/fenix/a.toml: the id `a` is taken by /k/cranelift/a.toml");
  check({{"/k/cranelift/a.toml", kEntry},
         {"/k/cranelift/b.toml", test::entry_text("", {{"aliases", "['a']"}})}},
        "a", "/k/cranelift/b.toml: the id `a` is taken by /k/cranelift/a.toml");
  check({{"/k/cranelift/a.toml", test::entry_text("", {{"aliases", "['old']"}})},
         {"/k/cranelift/b.toml", test::entry_text("", {{"aliases", "['old']"}})}},
        "a", "/k/cranelift/b.toml: the id `old` is taken by /k/cranelift/a.toml");
}

TEST(Folder, TooLargeAFileIsRefused) {
  check({{"/k/cranelift/a.toml", std::string(kMaxEntryBytes + 1, '#')}}, "",
        "/k/cranelift/a.toml: has 262145 bytes; at most 262144 are read");
}

TEST(Folder, NoFolder) {
  check({}, "", "/k: cannot be read: No such file or directory");
}

}  // namespace
}  // namespace doctor::knowledge
