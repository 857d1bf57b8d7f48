// Which files a client may have read: paths come from a model that reads other people's text.
#include "tools/allowed_path.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/run_command.h"
#include "tests/support/tools.h"

namespace doctor::test {
namespace {

namespace fs = std::filesystem;

using Content = std::map<std::string, std::string>;

const Content kDisk = {{"/project/build.log", "x"},
                       {"/project/sub/deep.log", "x"},
                       {"/project-other/build.log", "x"},
                       {"/start/build.log", "x"},
                       {"/private/tmp/build.log", "x"},
                       {"/tmp/build.log", "x"},
                       {"/etc/passwd", "x"},
                       {"/home/me/.claude/projects/p/s/tool-results/r.txt", "x"},
                       {"/home/me/.claude/projects/p/s.jsonl", "x"},
                       {"/home/me/.claude/settings.json", "x"},
                       {"/config/projects/p/s/tool-results/r.txt", "x"}};

// The path that is read, or "" where it is refused.
std::string allowed(const std::string& path,
                    const tools::Environment& environment = {{"CLAUDE_PROJECT_DIR", "/project"},
                                                             {"HOME", "/home/me"}}) {
  const MemoryFiles files(kDisk);
  const tools::Engine engine(files, environment, "/start");
  const Result<std::string> result = tools::allowed_path(engine, path);
  return result.ok() ? result.value() : "";
}

TEST(AllowedPath, FoldersThatMayBeRead) {
  EXPECT_EQ(allowed("/project/build.log"), "/project/build.log");
  EXPECT_EQ(allowed("build.log"), "/project/build.log") << "relative to the project";
  EXPECT_EQ(allowed("sub/../sub/./deep.log"), "/project/sub/deep.log");
  EXPECT_EQ(allowed("/start/build.log"), "/start/build.log");
  EXPECT_EQ(allowed("/tmp/build.log"), "/tmp/build.log");
  EXPECT_EQ(allowed("/private/tmp/build.log"), "");
  EXPECT_EQ(allowed("/private/tmp/build.log", {{"TMPDIR", "/private/tmp"}}),
            "/private/tmp/build.log");
  EXPECT_EQ(allowed("build.log", {}), "/start/build.log") << "without a project the start folder";
}

TEST(AllowedPath, ResultsThatTheClientSaved) {
  const std::string saved = "/home/me/.claude/projects/p/s/tool-results/r.txt";
  EXPECT_EQ(allowed(saved), saved);
  EXPECT_EQ(allowed("/home/me/.claude/projects/p/s.jsonl"), "") << "a transcript";
  EXPECT_EQ(allowed("/home/me/.claude/settings.json"), "");
  const std::string elsewhere = "/config/projects/p/s/tool-results/r.txt";
  EXPECT_EQ(allowed(elsewhere), "");
  EXPECT_EQ(allowed(elsewhere, {{"CLAUDE_CONFIG_DIR", "/config"}}), elsewhere);
}

TEST(AllowedPath, EverythingElseIsRefused) {
  for (const std::string path :
       {"/etc/passwd", "../etc/passwd", "/project/../etc/passwd", "/project-other/build.log",
        "/home/me/.claude/projects/p/s/tool-results/../../../../settings.json", "~/x", "",
        "none.log"}) {
    const std::string result = allowed(path);
    EXPECT_TRUE(result.empty() || result == "/project") << path << " gives " << result;
  }
  EXPECT_EQ(allowed(std::string("build.log\0", 10)), "");
}

TEST(AllowedPath, TheRefusalSaysWhatIsAllowed) {
  const MemoryFiles files(kDisk);
  const tools::Engine engine(files, {{"CLAUDE_PROJECT_DIR", "/project"}}, "/start");
  const Result<std::string> result = tools::allowed_path(engine, "/etc/passwd");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.problem().str(),
            "/etc/passwd: lies outside the folders that may be read: /project, /start, /tmp; write "
            "the log to the project or to the temporary folder");
  const Result<std::string> endless = tools::allowed_path(engine, std::string(100000, 'x'));
  ASSERT_FALSE(endless.ok());
  EXPECT_LT(endless.problem().str().size(), 400U) << "a long path is not repeated";
}

// On a real disk: links are followed before anything is decided.
class AllowedPathOnDisk : public testing::Test {
 protected:
  AllowedPathOnDisk() {
    folder_.write("project/build.log", "error[E0308]: x\n");
    project_ = folder_.path() + "/project";
  }

  // The tool's complaint about a path.
  std::string fault(const std::string& path) {
    return ToolBench(files_, {{"CLAUDE_PROJECT_DIR", project_}}, project_)
        .fault("classify_error", {{"path", path}});
  }

  TemporaryFolder folder_;
  RealFiles files_;
  std::string project_;
};

TEST_F(AllowedPathOnDisk, WhatIsNoRegularFile) {
  EXPECT_EQ(fault("none.log"),
            "`path` cannot be used: none.log: cannot be read: No such file or directory.");
  EXPECT_EQ(fault("."),
            "`path` cannot be used: " + project_ + ": is a folder; a regular file is needed.");
  const std::string fifo = project_ + "/fifo";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(fault("fifo"),
            "`path` cannot be used: " + fifo + ": is a FIFO; a regular file is needed.");
  if (::geteuid() != 0) {
    ASSERT_EQ(::chmod((project_ + "/build.log").c_str(), 0), 0);
    EXPECT_NE(fault("build.log").find("Permission denied"), std::string::npos);
  }
}

TEST_F(AllowedPathOnDisk, LinksOutOfTheProject) {
  fs::create_symlink("/etc/passwd", project_ + "/link.log");
  fs::create_symlink("/etc", project_ + "/folder");
  for (const char* path : {"link.log", "folder/passwd", "folder/../etc/passwd"}) {
    EXPECT_NE(fault(path).find("lies outside the folders that may be read"), std::string::npos)
        << path;
  }
}

TEST_F(AllowedPathOnDisk, LinksInsideTheProject) {
  fs::create_symlink(project_ + "/build.log", project_ + "/link.log");
  ToolBench bench(files_, {{"CLAUDE_PROJECT_DIR", project_}}, project_);
  EXPECT_EQ(bench.json("classify_error", {{"path", "link.log"}}).at("verdict"), "ordinary");
}

}  // namespace
}  // namespace doctor::test
