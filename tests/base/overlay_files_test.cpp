#include "base/overlay_files.h"

#include <gtest/gtest.h>

namespace doctor {
namespace {

class Overlay : public testing::Test {
 protected:
  MemoryFiles below_{{{"/p/a", "old"}, {"/p/b", "other"}}, {{"/p/link", "/p/a"}}};
  OverlayFiles files_{below_, {{"/p/link", "new"}, {"/p/.cargo/config.toml", "made"}}};
};

TEST_F(Overlay, ShowsWhatWouldBeWritten) {
  EXPECT_EQ(files_.read("/p/a", 100).value(), "new");
  EXPECT_EQ(files_.read("/p/link", 100).value(), "new");
  EXPECT_EQ(files_.read("/p/b", 100).value(), "other");
  EXPECT_EQ(files_.read("/p/.cargo/config.toml", 100).value(), "made");
  EXPECT_EQ(below_.read("/p/a", 100).value(), "old");
  EXPECT_FALSE(files_.read("/p/c", 100).ok());
}

TEST_F(Overlay, NewFilesHaveFolders) {
  EXPECT_EQ(files_.kind("/p/.cargo"), PathKind::kFolder);
  EXPECT_EQ(files_.kind("/p/.cargo/config.toml"), PathKind::kFile);
  EXPECT_EQ(files_.kind("/p/.cargo/config"), PathKind::kMissing);
  EXPECT_EQ(files_.kind("/p/.carg"), PathKind::kMissing);
  EXPECT_EQ(files_.canonical("/p/.cargo").value(), "/p/.cargo");
  EXPECT_EQ(files_.canonical("/p/./link").value(), "/p/a");
  EXPECT_FALSE(files_.canonical("/p/none").ok());
}

TEST_F(Overlay, KeepsLimits) {
  EXPECT_EQ(files_.read("/p/a", 2).problem().str(), "/p/a: has 3 bytes; at most 2 are read");
  EXPECT_FALSE(files_.open("/p/a", 2).ok());
  char buffer[10];
  EXPECT_EQ(files_.open("/p/a", 3).value()->read(buffer, sizeof buffer).value(), 3U);
}

}  // namespace
}  // namespace doctor
