#include "override/diff.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "tests/support/scratch.h"

namespace doctor::override {
namespace {

struct Change {
  std::string path;
  std::optional<std::string> before;
  std::string after;
};

// Lines "1" to "last", each with `line_break` behind it.
std::string numbered(int last, const std::string& line_break = "\n") {
  std::string out;
  for (int i = 1; i <= last; ++i) out += std::to_string(i) + line_break;
  return out;
}

std::string replaced(std::string text, const std::string& old, const std::string& with) {
  return text.replace(text.find(old), old.size(), with);
}

const std::string kBom = "\xEF\xBB\xBF";

const std::vector<Change> kChanges = {
    {"created/a/b/config.toml", std::nullopt, "a\nb\n"},
    {"created-without-line-break", std::nullopt, "a"},
    {"created-crlf", std::nullopt, "a\r\n\r\nb\r\n"},
    {"only-line-breaks", std::nullopt, "\n\n"},
    {"was-empty", "", "[profile.dev]\ncodegen-backend = \"llvm\"\n"},
    {"first-line", numbered(9), "0\n" + numbered(9)},
    {"second-line", numbered(9), replaced(numbered(9), "2\n", "two\n")},
    {"middle", numbered(20), replaced(numbered(20), "10\n", "10\nnew\n")},
    {"last-line", numbered(9), numbered(9) + "10\n"},
    {"crlf", numbered(9, "\r\n"), replaced(numbered(9, "\r\n"), "5\r\n", "5\r\nnew\r\n")},
    {"crlf-becomes-lf", "1\r\n2\r\n", "1\r\n2\n"},
    {"bom", kBom + "a\n", kBom + "a\nb\n"},
    {"two-hunks", numbered(30), replaced(replaced(numbered(30), "5\n", "x\n"), "25\n", "y\n")},
    {"hunks-that-touch", numbered(30), replaced(replaced(numbered(30), "5\n", ""), "12\n", "y\n")},
    {"hunks-that-nearly-touch", numbered(30),
     replaced(replaced(numbered(30), "5\n", ""), "13\n", "")},
    {"no-line-break-in-both", "1\n2\n3", "1\nnew\n2\n3"},
    {"no-line-break-far-away", numbered(20) + "end", "0\n" + numbered(20) + "end"},
    {"line-break-added", "1\n2", "1\n2\n3\n"},
    {"line-break-lost", "1\n2\n", "1\n2"},
    {"line-behind-no-line-break", "1\n2", "1\n2\n3"},
    {"one-line-no-line-break", "1", "2"},
    {"lines-like-a-patch", "--- a\n+++ b\n@@ -1 +1 @@\n-x\n\\ No\n",
     "--- a\n+++ b\n-x\n\\ No\n--- c\n"},
    {"unicode-ü", "☃\n", "☃\né\n"},
    {"with space/and more.toml", "1\n", "2\n"},
    {"with \"quotes\", \\ and\ttab", "1\n", "2\n"},
    {"emptied", "1\n2\n", ""},
};

// Both programs take the patches of all changes as one, at exactly the lines that they name, and
// make the wanted bytes.
void check_with(const std::string& tool, const std::vector<Change>& changes) {
  const test::Scratch scratch;
  std::string patch;
  for (const Change& change : changes) {
    patch += unified_diff(change.path, change.before, change.after);
    if (change.before) scratch.write("tree/" + change.path, *change.before);
  }
  scratch.write("the.patch", patch);
  const std::string command = tool == "git"
                                  ? "cd tree && GIT_CEILING_DIRECTORIES=" + scratch.path() +
                                        " git apply --verbose --whitespace=nowarn ../the.patch "
                                  : "cd tree && patch -p1 --batch -i ../the.patch ";
  const test::Ran dry = scratch.run(command + (tool == "git" ? "--check" : "--dry-run"));
  if (dry.status == 127) GTEST_SKIP() << tool << " is not there";
  EXPECT_EQ(dry.status, 0) << dry.output;
  const test::Ran ran = scratch.run(command);
  ASSERT_EQ(ran.status, 0) << ran.output << patch;
  for (const std::string word : {"offset", "fuzz", "FAILED", "Strip"}) {
    EXPECT_EQ(ran.output.find(word), std::string::npos) << tool << ": " << ran.output;
  }
  for (const Change& change : changes) {
    if (change.after.empty()) continue;  // GNU patch may remove such a file
    EXPECT_EQ(scratch.read("tree/" + change.path), change.after) << tool << ": " << change.path;
  }
}

TEST(Diff, IsTakenByGit) {
  check_with("git", kChanges);
}

TEST(Diff, IsTakenByPatch) {
  check_with("patch", kChanges);
}

// 300 pairs of texts that differ in a few lines.
std::vector<Change> random_changes() {
  std::mt19937 random(20261122);
  const auto below = [&random](int limit) {
    return static_cast<int>(random() % static_cast<unsigned>(limit));
  };
  const auto text = [&below](std::vector<std::string> lines) {
    for (int edits = below(6); edits > 0; --edits) {
      const auto at = lines.begin() + below(static_cast<int>(lines.size()) + 1);
      if (at != lines.end() && below(2) == 0) {
        lines.erase(at);
      } else {
        lines.insert(at, std::to_string(below(4)) + (below(8) == 0 ? "\r\n" : "\n"));
      }
    }
    std::string out;
    for (const std::string& line : lines) out += line;
    if (out.ends_with('\n') && below(3) == 0) out.pop_back();
    return out;
  };
  std::vector<Change> changes;
  for (int i = 0; i < 300; ++i) {
    std::vector<std::string> lines(static_cast<std::size_t>(below(40)));
    for (std::string& line : lines) line = std::to_string(below(4)) + "\n";
    Change change{"file-" + std::to_string(i), text(lines), text(lines)};
    if (change.after.empty()) continue;
    changes.push_back(std::move(change));
  }
  return changes;
}

TEST(Diff, OfRandomTextsIsTakenByGit) {
  check_with("git", random_changes());
}

TEST(Diff, OfRandomTextsIsTakenByPatch) {
  check_with("patch", random_changes());
}

TEST(Diff, HasThreeLinesOfContextAndCountsThem) {
  EXPECT_EQ(unified_diff("a.toml", numbered(9), replaced(numbered(9), "6\n", "6\nnew\n")),
            "--- a/a.toml\n+++ b/a.toml\n@@ -4,6 +4,7 @@\n 4\n 5\n 6\n+new\n 7\n 8\n 9\n");
  EXPECT_EQ(unified_diff("a.toml", "1\r\n2", "1\r\nzwei"),
            "--- a/a.toml\n+++ b/a.toml\n@@ -1,2 +1,2 @@\n 1\r\n-2\n\\ No newline at end of file\n"
            "+zwei\n\\ No newline at end of file\n");
}

TEST(Diff, CreatesFiles) {
  EXPECT_EQ(creation_patch("a/b", "1\n2"),
            "--- /dev/null\n+++ b/a/b\n@@ -0,0 +1,2 @@\n+1\n+2\n\\ No newline at end of file\n");
}

TEST(Diff, IsEmptyWhereNothingChanges) {
  EXPECT_EQ(unified_diff("a", "1\n", "1\n"), "");
  EXPECT_EQ(unified_diff("a", std::nullopt, ""), "");
}

}  // namespace
}  // namespace doctor::override
