#include "tools/confined.h"

#include <gtest/gtest.h>

#include "base/rooted_files.h"

namespace doctor::tools {
namespace {

const MemoryFiles kDisk(std::map<std::string, std::string>{{"/srv/build.log", ""},
                                                           {"/etc/passwd", ""}});

mcp::Toolbox two_tools() {
  mcp::Tool shown;
  shown.name = "shown";
  shown.run = [](const Json& arguments, const mcp::ToolContext&) {
    mcp::ToolResult result;
    result.text = "ran with " + json::print(arguments);
    return result;
  };
  mcp::Tool hidden = shown;
  hidden.name = "hidden";
  hidden.listed = false;
  return {shown, hidden};
}

std::string call(const std::string& root, const Json& arguments) {
  const RootedFiles files(
      kDisk, root.empty() ? std::vector<std::string>() : std::vector<std::string>{root});
  const mcp::Toolbox tools = confined(two_tools(), files, root);
  const mcp::ToolResult result = tools.at(0).run(arguments, {});
  return (result.is_error ? "error: " : "") + result.text;
}

TEST(Confined, HiddenToolsAreLeftOut) {
  const mcp::Toolbox tools = confined(two_tools(), kDisk, "");
  ASSERT_EQ(tools.size(), 1U);
  EXPECT_EQ(tools[0].name, "shown");
}

TEST(Confined, OtherArgumentsPass) {
  EXPECT_EQ(call("", {{"log", "/etc/passwd"}}), R"(ran with {"log":"/etc/passwd"})");
}

TEST(Confined, WithoutARootNoFileIsNamed) {
  for (const char* const name : {"path", "project_dir"}) {
    const std::string answer = call("", {{name, "/srv/build.log"}});
    EXPECT_TRUE(answer.starts_with("error: `" + std::string(name) + "` is not taken here"))
        << answer;
  }
}

TEST(Confined, WithARootOnlyWhatLiesBelowIt) {
  EXPECT_EQ(call("/srv", {{"path", "/srv/build.log"}}), R"(ran with {"path":"/srv/build.log"})");
  EXPECT_EQ(call("/srv", {{"path", "build.log"}}), R"(ran with {"path":"build.log"})");
  for (const char* const path : {"/etc/passwd", "../etc/passwd", "/srv/../etc/passwd", "missing"}) {
    EXPECT_EQ(call("/srv", {{"path", path}}),
              "error: `path` cannot be used: it is not in a folder that this server may read "
              "(--allow-root).")
        << path;
  }
}

}  // namespace
}  // namespace doctor::tools
