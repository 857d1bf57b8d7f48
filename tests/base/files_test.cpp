// The two kinds of disk must tell the same story.
#include "base/files.h"
#include "tests/support/paths.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace doctor::test {
namespace {

namespace fs = std::filesystem;

class FilesTest : public testing::Test {
 protected:
  FilesTest() : root_((fs::path(binary_dir()) / "files-test").string()) {
    fs::remove_all(root_);
    fs::create_directories(root_ + "/a/b");
    fs::create_directories(root_ + "/a-c");
    std::ofstream(root_ + "/a/b/file") << "text";
    std::ofstream(root_ + "/a-c/file") << "other";
    fs::create_symlink(root_ + "/a", root_ + "/link");
    fs::create_symlink(root_ + "/round", root_ + "/round");
    fs::create_symlink(root_ + "/gone", root_ + "/dangling");
    root_ = fs::canonical(root_).string();
  }
  ~FilesTest() override { fs::remove_all(root_); }

  MemoryFiles memory() const {
    return MemoryFiles({{root_ + "/a/b/file", "text"}, {root_ + "/a-c/file", "other"}},
                       {{root_ + "/link", root_ + "/a"},
                        {root_ + "/round", root_ + "/round"},
                        {root_ + "/dangling", root_ + "/gone"}});
  }

  std::string root_;
};

TEST_F(FilesTest, BothKnowWhatLiesAtAPath) {
  const RealFiles real;
  const MemoryFiles memory = this->memory();
  for (const Files* files : std::initializer_list<const Files*>{&real, &memory}) {
    EXPECT_EQ(files->kind(root_ + "/a/b/file"), PathKind::kFile);
    EXPECT_EQ(files->kind(root_ + "/a"), PathKind::kFolder);
    EXPECT_EQ(files->kind(root_ + "/a/"), PathKind::kFolder);
    EXPECT_EQ(files->kind(root_ + "/link/b/file"), PathKind::kFile);
    EXPECT_EQ(files->kind(root_ + "/link"), PathKind::kFolder);
    EXPECT_EQ(files->kind(root_ + "/round"), PathKind::kMissing);
    EXPECT_EQ(files->kind(root_ + "/dangling"), PathKind::kMissing);
    EXPECT_EQ(files->kind(root_ + "/nothing"), PathKind::kMissing);
  }
}

TEST_F(FilesTest, BothFollowLinks) {
  const RealFiles real;
  const MemoryFiles memory = this->memory();
  for (const Files* files : std::initializer_list<const Files*>{&real, &memory}) {
    EXPECT_EQ(files->canonical(root_ + "/link/b/../b").value(), root_ + "/a/b");
    EXPECT_FALSE(files->canonical(root_ + "/round").ok());
    EXPECT_FALSE(files->canonical(root_ + "/dangling").ok());
    EXPECT_EQ(files->read(root_ + "/link/b/file", 10).value(), "text");
    EXPECT_FALSE(files->read(root_ + "/a", 10).ok());
    EXPECT_FALSE(files->read(root_ + "/a/b/file", 3).ok());
    EXPECT_EQ(files->subfolders(root_), (std::vector<std::string>{"a", "a-c", "link"}));
    EXPECT_EQ(files->subfolders(root_ + "/link"), std::vector<std::string>{"b"});
    EXPECT_TRUE(files->subfolders(root_ + "/nothing").empty());
    EXPECT_EQ(files->subfiles(root_ + "/a/b"), std::vector<std::string>{"file"});
    EXPECT_TRUE(files->subfiles(root_ + "/nothing").empty());
  }
}

TEST_F(FilesTest, AFifoIsNeitherFileNorFolder) {
  const std::string path = root_ + "/fifo";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_EQ(RealFiles().kind(path), PathKind::kOther);
  EXPECT_FALSE(RealFiles().read(path, 10).ok());
}

}  // namespace
}  // namespace doctor::test
