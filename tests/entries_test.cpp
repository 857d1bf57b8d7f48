// suites: Samples DecoratedSamples BlocksAreNeeded PatternsHaveLiterals Fixes
//
// One test per entry file, registered at start: its samples, plain and decorated, and the need for
// each of its blocks.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "classify/regex_literals.h"
#include "knowledge/markdown.h"
#include "tests/support/decorate.h"
#include "tests/support/golden.h"
#include "tests/support/knowledge.h"
#include "toml/document.h"

namespace doctor::test {
namespace {

using classify::Finding;
using classify::Report;
using knowledge::Entry;
using knowledge::Sample;

const Finding* finding_of(const Report& report, const Entry& entry) {
  const auto found =
      std::find_if(report.findings.begin(), report.findings.end(),
                   [&](const Finding& finding) { return finding.entry->id == entry.id; });
  return found == report.findings.end() ? nullptr : &*found;
}

std::string ids_of(const Report& report) {
  std::vector<std::string> ids;
  for (const Finding& finding : report.findings) {
    ids.push_back(std::string(finding.entry->id) + "(" +
                  std::string(knowledge::name_of(finding.confidence)) + ")");
  }
  return text::join(ids, " ");
}

class EntryTest : public testing::Test {
 public:
  explicit EntryTest(const Entry& entry) : entry_(entry) {}

 protected:
  void check_sample(const Sample& sample, std::string_view log, bool check_line) const {
    const Report report = EntryFiles::get().classify(log);
    const Finding* finding = finding_of(report, entry_);
    if (!sample.hit) {
      EXPECT_EQ(finding, nullptr) << "must stay silent";
      return;
    }
    ASSERT_NE(finding, nullptr) << "must be found; found: " << ids_of(report);
    if (!sample.crate.empty()) {
      EXPECT_EQ(finding->crate, sample.crate);
    }
    if (!sample.version.empty()) {
      EXPECT_EQ(finding->version, sample.version);
    }
    if (!sample.confidence.empty()) {
      EXPECT_EQ(knowledge::name_of(finding->confidence), sample.confidence);
    }
    if (check_line && sample.line != 0) {
      EXPECT_EQ(finding->evidence.front().line, sample.line);
    }
  }

  std::string place(const Sample& sample) const {
    return std::string(entry_.id) + ".toml:" + std::to_string(sample.file_line);
  }

  const Entry& entry_;
};

class SamplesTest : public EntryTest {
 public:
  using EntryTest::EntryTest;
  void TestBody() override {
    for (const Sample& sample : entry_.samples) {
      SCOPED_TRACE(place(sample));
      check_sample(sample, sample.log, true);
    }
  }
};

class DecoratedSamplesTest : public EntryTest {
 public:
  using EntryTest::EntryTest;
  void TestBody() override {
    for (const Sample& sample : entry_.samples) {
      for (const Decoration& decoration : decorations()) {
        SCOPED_TRACE(place(sample) + " with " + decoration.name);
        check_sample(sample, decoration.apply(sample.log), decoration.keeps_lines);
      }
    }
  }
};

// Without the block some hit is missed, or found with another confidence.
class BlocksAreNeededTest : public EntryTest {
 public:
  using EntryTest::EntryTest;
  void TestBody() override {
    for (std::size_t dropped = 0; dropped < entry_.matches.size(); ++dropped) {
      std::vector<knowledge::Match> matches(entry_.matches.begin(), entry_.matches.end());
      matches.erase(matches.begin() + static_cast<std::ptrdiff_t>(dropped));
      Entry reduced = entry_;
      reduced.matches = matches;
      reduced.explains = {};
      Entry whole = entry_;
      whole.explains = {};
      EXPECT_TRUE(differs(whole, reduced))
          << entry_.id << ": no hit needs [[match]] number " << dropped + 1;
    }
  }

 private:
  bool differs(const Entry& whole, const Entry& reduced) const {
    const auto signs = EntryFiles::get().knowledge().signs();
    const knowledge::Knowledge with({&whole, 1}, signs, {});
    const knowledge::Knowledge without({&reduced, 1}, signs, {});
    const classify::Classifier first(with);
    const classify::Classifier second(without);
    return std::any_of(entry_.samples.begin(), entry_.samples.end(), [&](const Sample& sample) {
      return sample.hit && outcome(first, sample) != outcome(second, sample);
    });
  }

  static std::string outcome(const classify::Classifier& classifier, const Sample& sample) {
    TextSource source(sample.log);
    return ids_of(classifier.classify(source, {}).value());
  }
};

// A pattern without a literal would send every line of every log through the regex engine.
class PatternsHaveLiteralsTest : public EntryTest {
 public:
  using EntryTest::EntryTest;
  void TestBody() override {
    for (const knowledge::Match& match : entry_.matches) {
      for (const knowledge::Texts patterns :
           {match.all, match.any, match.none, match.context, match.without}) {
        for (const std::string_view pattern : patterns) check(pattern);
      }
      for (const knowledge::Capture& capture : match.captures) check(capture.pattern);
    }
  }

 private:
  static void check(std::string_view pattern) {
    const std::vector<std::string> literals = classify::required_literals(pattern);
    EXPECT_FALSE(literals.empty()) << "no literal in " << pattern;
    for (const std::string& literal : literals)
      EXPECT_GE(literal.size(), 5U) << literal << " in " << pattern;
  }
};

class FixesTest : public EntryTest {
 public:
  using EntryTest::EntryTest;
  void TestBody() override {
    EXPECT_TRUE(entry_.matches.empty() || !entry_.fixes.empty()) << entry_.id << " helps nobody";
    for (const knowledge::Fix& fix : entry_.fixes) {
      const knowledge::RenderedFix rendered = knowledge::render_fix(fix, {{"crate", "some-crate"}});
      EXPECT_FALSE(rendered.text.empty());
      EXPECT_FALSE(rendered.title.empty());
      if (rendered.language != "toml") continue;
      const auto parsed = toml::parse(rendered.text, std::string(entry_.id));
      EXPECT_TRUE(parsed.ok()) << rendered.text << (parsed.ok() ? "" : parsed.problem().str());
    }
  }
};

template <typename Test>
void register_test(const char* name, const Entry& entry) {
  testing::RegisterTest(name, std::string(entry.id).c_str(), nullptr, nullptr, __FILE__, __LINE__,
                        [&entry]() -> testing::Test* { return new Test(entry); });
}

const bool kRegistered = [] {
  for (const Entry& entry : EntryFiles::get().knowledge().entries()) {
    register_test<SamplesTest>("Samples", entry);
    register_test<DecoratedSamplesTest>("DecoratedSamples", entry);
    register_test<BlocksAreNeededTest>("BlocksAreNeeded", entry);
    register_test<PatternsHaveLiteralsTest>("PatternsHaveLiterals", entry);
    register_test<FixesTest>("Fixes", entry);
  }
  return true;
}();

TEST(Entries, FollowEveryRule) {
  EXPECT_TRUE(kRegistered);
  for (const Problem& problem : EntryFiles::get().problems()) ADD_FAILURE() << problem.str();
  for (const Problem& problem : EntryFiles::get().classifier().rules().problems())
    ADD_FAILURE() << problem.str();
}

TEST(Entries, LettheFilterWork) {
  EXPECT_NE(EntryFiles::get().classifier().rules().filter(), nullptr);
}

TEST(Entries, ExplainOnlyKnownIds) {
  const auto& knowledge = EntryFiles::get().knowledge();
  for (const Entry& entry : knowledge.entries()) {
    for (const std::string_view id : entry.explains)
      EXPECT_NE(knowledge.find(id), nullptr) << entry.id << " explains " << id;
  }
}

// Which entries fire on which sample: a change here is a new overlap, or one that is gone.
TEST(Entries, OverlapAsRecorded) {
  std::string table;
  for (const Entry& entry : EntryFiles::get().knowledge().entries()) {
    for (const Sample& sample : entry.samples) {
      const Report report = EntryFiles::get().classify(sample.log);
      table += std::string(entry.id) + ":" + (sample.hit ? "hit" : "miss") + "\t" +
               std::string(name_of(report.verdict)) + "\t" + ids_of(report) + "\n";
    }
  }
  check_golden(table, "golden/entries_overlap.tsv");
}

}  // namespace
}  // namespace doctor::test
