// What reading a file refuses: the path comes from outside, and a FIFO would block for ever.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "base/files.h"
#include "tests/support/run_command.h"

namespace doctor::test {
namespace {

class FileRefusals : public testing::Test {
 protected:
  // Reading and opening refuse the same, with the same sentence behind the path.
  void check(const std::string& path, const std::string& expected, std::size_t limit = 100) {
    const Result<std::string> text = files_.read(path, limit);
    const auto source = files_.open(path, limit);
    ASSERT_FALSE(text.ok()) << path;
    ASSERT_FALSE(source.ok()) << path;
    EXPECT_EQ(text.problem().message, expected);
    EXPECT_EQ(source.problem().message, expected);
    EXPECT_EQ(text.problem().where.file, path.find('\0') == std::string::npos ? path : "");
  }

  TemporaryFolder folder_;
  RealFiles files_;
};

TEST_F(FileRefusals, Missing) {
  check(folder_.path() + "/none", "cannot be read: No such file or directory");
  check("", "cannot be read: No such file or directory");
}

TEST_F(FileRefusals, Folder) {
  check(folder_.path(), "is a folder; a regular file is needed");
}

TEST_F(FileRefusals, Fifo) {
  const std::string fifo = folder_.path() + "/fifo";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  check(fifo, "is a FIFO; a regular file is needed");
}

TEST_F(FileRefusals, Device) {
  check("/dev/zero", "is a device; a regular file is needed");
}

TEST_F(FileRefusals, Unreadable) {
  if (::geteuid() == 0) return;  // root may read everything
  const std::string path = folder_.write("secret", "x");
  ASSERT_EQ(::chmod(path.c_str(), 0), 0);
  check(path, "cannot be read: Permission denied");
}

TEST_F(FileRefusals, OverTheLimit) {
  const std::string path = folder_.write("big", std::string(101, 'x'));
  check(path, "has 101 bytes; at most 100 are read");
  EXPECT_EQ(files_.read(path, 101).value().size(), 101U);
}

TEST_F(FileRefusals, NulInThePath) {
  const std::string path = folder_.write("file", "x") + std::string("\0.log", 5);
  check(path, "the path contains a NUL byte");
  EXPECT_EQ(files_.canonical(path).problem().message, "the path contains a NUL byte");
}

TEST_F(FileRefusals, CanonicalNeedsAnExistingPath) {
  const Result<std::string> none = files_.canonical(folder_.path() + "/a/../none");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.problem().message, "cannot be read: No such file or directory");
  folder_.write("a/file", "x");
  EXPECT_EQ(files_.canonical(folder_.path() + "/a/../a/./file").value(),
            folder_.path() + "/a/file");
}

TEST_F(FileRefusals, ReadsAndLists) {
  const std::string binary("a\0\xFF\n", 4);
  EXPECT_EQ(files_.read(folder_.write("b/binary", binary), 100).value(), binary);
  EXPECT_EQ(files_.read(folder_.write("a", ""), 0).value(), "");
  EXPECT_EQ(files_.list(folder_.path()).value(),
            (std::vector<std::string>{folder_.path() + "/a", folder_.path() + "/b/binary"}));
  EXPECT_FALSE(files_.list(folder_.path() + "/none").ok());
}

TEST(MemoryFileRefusals, SameAsTheDisk) {
  const std::map<std::string, std::string> content = {{"/p/a", "12345"}};
  const MemoryFiles files(content);
  EXPECT_EQ(files.read("/p/a", 5).value(), "12345");
  EXPECT_EQ(files.read("/p/a", 4).problem().message, "has 5 bytes; at most 4 are read");
  EXPECT_EQ(files.read("/p/b", 9).problem().message, "cannot be read: No such file or directory");
  EXPECT_FALSE(files.read("/p", 9).ok());
  EXPECT_FALSE(files.open("/p", 9).ok());
  EXPECT_EQ(files.canonical("/p/x/../a").value(), "/p/a");
  EXPECT_FALSE(files.canonical("/p/b").ok());
}

}  // namespace
}  // namespace doctor::test
