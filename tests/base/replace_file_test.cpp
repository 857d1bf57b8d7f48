#include "base/replace_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/scratch.h"

namespace doctor::test {
namespace {

namespace fs = std::filesystem;

class ReplaceFile : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return scratch_.path() + "/" + name; }

  // Nothing changed, nothing left behind.
  void check_refused(const std::string& name, const std::optional<std::string>& before,
                     const std::string& reason) {
    const auto count = [&] {
      return std::distance(fs::directory_iterator(scratch_.path()), fs::directory_iterator());
    };
    const auto files = count();
    const auto problem = replace_file(path(name), before, "new");
    ASSERT_TRUE(problem.has_value()) << name;
    EXPECT_NE(problem->str().find(reason), std::string::npos) << problem->str();
    EXPECT_EQ(count(), files);
  }

  Scratch scratch_;
};

TEST_F(ReplaceFile, PutsTheNewContentInItsPlace) {
  scratch_.write("a", "old");
  ::chmod(path("a").c_str(), 0640);
  EXPECT_FALSE(replace_file(path("a"), "old", "new\r\n"));
  EXPECT_EQ(scratch_.read("a"), "new\r\n");
  struct stat status {};
  ASSERT_EQ(::stat(path("a").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0640U);
  EXPECT_EQ(std::distance(fs::directory_iterator(scratch_.path()), fs::directory_iterator()), 1);
}

TEST_F(ReplaceFile, MakesANewFileAndItsFolder) {
  EXPECT_FALSE(replace_file(path(".cargo/config.toml"), std::nullopt, "new"));
  EXPECT_EQ(scratch_.read(".cargo/config.toml"), "new");
  const mode_t mask = ::umask(0);
  ::umask(mask);
  struct stat status {};
  ASSERT_EQ(::stat(path(".cargo/config.toml").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0666U & ~mask);
  EXPECT_TRUE(replace_file(path("a/b/c"), std::nullopt, "new")) << "only one folder is made";
}

TEST_F(ReplaceFile, RefusesOnAnyDoubt) {
  scratch_.write("a", "old");
  check_refused("a", "older", "changed after it had been read");
  check_refused("a", "ol", "changed after it had been read");
  check_refused("a", std::nullopt, "File exists");
  check_refused("none", "old", "No such file");
  fs::create_symlink(path("a"), path("link"));
  check_refused("link", "old", "Too many levels of symbolic links");
  fs::create_symlink(path("nowhere"), path("dangling"));
  check_refused("dangling", std::nullopt, "File exists");
  fs::create_directory(path("folder"));
  check_refused("folder", "", "no regular file");
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  check_refused("fifo", "", "no regular file");
  fs::create_hard_link(path("a"), path("b"));
  check_refused("a", "old", "2 names");
  EXPECT_EQ(scratch_.read("a"), "old");
}

TEST_F(ReplaceFile, RefusesWhatMayNotBeWritten) {
  if (::geteuid() == 0) return;  // root may write everything
  scratch_.write("a", "old");
  ::chmod(path("a").c_str(), 0440);
  check_refused("a", "old", "Permission denied");
}

}  // namespace
}  // namespace doctor::test
