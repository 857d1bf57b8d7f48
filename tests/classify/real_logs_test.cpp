// Output of rustc's own tests compiled by Cranelift, recorded; the logs lie beside the repository.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "tests/support/golden.h"
#include "tests/support/knowledge.h"
#include "tests/support/paths.h"

namespace doctor::test {
namespace {

TEST(RealLogs, AsRecorded) {
  const std::string folder = source_dir() + "/../shared/knowledge/real-logs";
  const RealFiles files;
  const auto paths = files.list(folder);
  if (!paths.ok()) GTEST_SKIP() << paths.problem().str();
  std::string table;
  for (const std::string& path : paths.value()) {
    const std::string log = files.read(path, 16U << 20U).value();
    const classify::Report report = EntryFiles::get().classify(log);
    table += path.substr(folder.size() + 1) + "\t" + std::string(name_of(report.verdict)) + "\t";
    for (const classify::Finding& finding : report.findings) {
      if (!table.ends_with('\t')) table += ' ';
      table += std::string(finding.entry->id) + "(" + std::string(name_of(finding.confidence)) +
               ")@" + std::to_string(finding.evidence.front().line);
    }
    table += "\n";
  }
  check_golden(table, "golden/real_logs.tsv");
}

}  // namespace
}  // namespace doctor::test
