#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "tests/support/paths.h"

namespace doctor::test {

std::string read_source(const std::string& path) {
  const Result<std::string> content = RealFiles().read(source_dir() + "/" + path, 64U << 20U);
  EXPECT_TRUE(content.ok()) << path;
  return content.ok() ? content.value() : std::string();
}

void check_golden(std::string_view actual, const std::string& path) {
  const std::filesystem::path file = std::filesystem::path(source_dir()) / "tests" / path;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << actual;
    GTEST_SKIP() << "rewrote " << file;
  }
  const Result<std::string> expected = RealFiles().read(file.string(), 64U << 20U);
  ASSERT_TRUE(expected.ok()) << expected.problem().str() << "; UPDATE_GOLDEN=1 makes it";
  EXPECT_EQ(expected.value(), actual) << "differs from " << file << "; UPDATE_GOLDEN=1 rewrites it";
}

}  // namespace doctor::test
