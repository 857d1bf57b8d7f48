// About a thousand logs that rustc itself prints for the examples of its error index: no entry may
// fire on one of them. The generator lies beside the repository; it runs once per build tree.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "tests/support/knowledge.h"
#include "tests/support/paths.h"
#include "tests/support/run_command.h"

namespace doctor::test {
namespace {

namespace fs = std::filesystem;

TEST(Noise, NoEntryFires) {
  const fs::path generator = fs::path(source_dir()) / "../shared/noise/make_noise.py";
  const fs::path folder = fs::path(binary_dir()) / "noise";
  const fs::path done = fs::path(binary_dir()) / "noise.done";
  if (!fs::exists(generator)) GTEST_SKIP() << generator << " is not there";
  if (!fs::exists(done)) {
    if (run_command({"rustc", "--version"}, "/").status != 0) GTEST_SKIP() << "there is no rustc";
    const Outcome made = run_command({"python3", generator.string(), folder.string()}, "/");
    if (made.status == -1) GTEST_SKIP() << "there is no python3";
    ASSERT_EQ(made.status, 0) << made.output;
    fs::create_directory(done);
  }
  const RealFiles files;
  const auto paths = files.list(folder.string());
  ASSERT_TRUE(paths.ok());
  EXPECT_GT(paths.value().size(), 500U);
  for (const std::string& path : paths.value()) {
    const classify::Report report =
        EntryFiles::get().classify(files.read(path, 16U << 20U).value());
    EXPECT_NE(report.verdict, classify::Verdict::kKnown) << path;
    for (const classify::Finding& finding : report.findings) {
      ADD_FAILURE() << finding.entry->id << " fires on " << path << ":"
                    << finding.evidence.front().line << ": " << finding.evidence.front().text;
    }
  }
}

}  // namespace
}  // namespace doctor::test
