#include "base/rooted_files.h"

#include <gtest/gtest.h>

namespace doctor {
namespace {

const MemoryFiles kDisk({{"/srv/a/Cargo.toml", "inside"},
                         {"/srv/ab/Cargo.toml", "beside"},
                         {"/etc/passwd", "outside"}},
                        {{"/srv/a/link", "/etc"}, {"/srv/a/loop", "/srv/a"}});

TEST(RootedFiles, InsideEverythingIsAsItIs) {
  const RootedFiles files(kDisk, {"/srv/a"});
  EXPECT_EQ(files.read("/srv/a/Cargo.toml", 100).value(), "inside");
  EXPECT_EQ(files.read("/srv/a/loop/Cargo.toml", 100).value(), "inside");
  EXPECT_TRUE(files.open("/srv/a/Cargo.toml", 100).ok());
  EXPECT_EQ(files.kind("/srv/a"), PathKind::kFolder);
  EXPECT_EQ(files.kind("/srv/a/Cargo.toml"), PathKind::kFile);
  EXPECT_TRUE(files.list("/srv/a").ok());
}

TEST(RootedFiles, OutsideThereIsNothing) {
  const RootedFiles files(kDisk, {"/srv/a"});
  for (const std::string path : {"/etc/passwd", "/srv/ab/Cargo.toml", "/srv/a/../ab/Cargo.toml",
                                 "/srv/a/link/passwd", "/srv", "/", "/no/such/file"}) {
    const Result<std::string> content = files.read(path, 100);
    ASSERT_FALSE(content.ok()) << path;
    EXPECT_EQ(content.problem().message, "is not in a folder that this server may read");
    EXPECT_FALSE(files.open(path, 100).ok()) << path;
    EXPECT_FALSE(files.canonical(path).ok()) << path;
    EXPECT_FALSE(files.list(path).ok()) << path;
    EXPECT_EQ(files.kind(path), PathKind::kMissing) << path;
    EXPECT_TRUE(files.subfolders(path).empty()) << path;
  }
}

TEST(RootedFiles, WithoutFoldersThereIsNothing) {
  EXPECT_FALSE(RootedFiles(kDisk, {}).read("/etc/passwd", 100).ok());
  EXPECT_FALSE(RootedFiles(kDisk, {"/no/such"}).read("/etc/passwd", 100).ok());
  EXPECT_TRUE(RootedFiles(kDisk, {"/"}).read("/etc/passwd", 100).ok());
}

}  // namespace
}  // namespace doctor
