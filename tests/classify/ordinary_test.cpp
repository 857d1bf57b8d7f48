// Recorded logs that fail for plain reasons, or not at all: no entry may explain one of them, and
// the backend is never blamed. A new log is one file and one line of expected.tsv.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/text.h"
#include "tests/support/decorate.h"
#include "tests/support/golden.h"
#include "tests/support/knowledge.h"
#include "tests/support/paths.h"

namespace doctor::test {
namespace {

constexpr const char* kFolder = "tests/classify/ordinary/";

std::map<std::string, std::string> expected_verdicts() {
  std::map<std::string, std::string> verdicts;
  const std::string table = read_source(std::string(kFolder) + "expected.tsv");
  for (const std::string_view line : text::lines(table)) {
    const auto fields = text::split(line, '\t');
    EXPECT_EQ(fields.size(), 2U) << line;
    if (fields.size() == 2) verdicts.emplace(fields[0], fields[1]);
  }
  return verdicts;
}

std::string findings_of(const classify::Report& report) {
  std::string out;
  for (const classify::Finding& finding : report.findings) {
    out +=
        std::string(finding.entry->id) + " @" + std::to_string(finding.evidence.front().line) + " ";
  }
  return out;
}

TEST(OrdinaryLogs, EachFileIsInTheTable) {
  const auto verdicts = expected_verdicts();
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_dir() + "/" + kFolder)) {
    if (entry.path().extension() != ".log") continue;
    EXPECT_TRUE(verdicts.contains(entry.path().stem().string())) << entry.path();
    ++files;
  }
  EXPECT_EQ(files, verdicts.size());
}

TEST(OrdinaryLogs, HaveTheirVerdict) {
  for (const auto& [name, verdict] : expected_verdicts()) {
    const classify::Report report =
        EntryFiles::get().classify(read_source(kFolder + name + ".log"));
    EXPECT_EQ(name_of(report.verdict), verdict) << name << ": " << findings_of(report);
    EXPECT_NE(report.verdict, classify::Verdict::kKnown) << name;
    for (const classify::Finding& finding : report.findings) {
      EXPECT_NE(finding.entry->backend, "cranelift") << name << ": " << findings_of(report);
    }
  }
}

// The same through a CI system, a container and a Nix build.
TEST(OrdinaryLogs, KeepTheirVerdictInEveryDress) {
  for (const auto& [name, verdict] : expected_verdicts()) {
    const std::string log = read_source(kFolder + name + ".log");
    for (const Decoration& decoration : decorations()) {
      const classify::Report report = EntryFiles::get().classify(decoration.apply(log));
      EXPECT_EQ(name_of(report.verdict), verdict) << name << " with " << decoration.name;
      for (const classify::Finding& finding : report.findings) {
        EXPECT_NE(finding.entry->backend, "cranelift") << name << " with " << decoration.name;
      }
    }
  }
}

}  // namespace
}  // namespace doctor::test
