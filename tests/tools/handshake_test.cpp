#include "tools/handshake.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "mcp/server.h"
#include "tests/support/fake_toolbox.h"
#include "tests/support/golden.h"
#include "tests/support/paths.h"
#include "tests/support/run_command.h"
#include "tests/support/tools.h"
#include "tools/toolbox.h"

namespace doctor::tools {
namespace {

// What server/launch.sh says while it builds is what the server would say.
TEST(Handshake, CommittedFilesAreCurrent) {
  test::ToolBench bench;
  const mcp::Server server = make_server(bench.engine());
  const std::string folder = std::string(test::source_dir()) + "/server/handshake";
  for (const Problem& problem : check_handshake(server, RealFiles(), folder))
    ADD_FAILURE() << problem.str();
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}),
            static_cast<std::ptrdiff_t>(handshake_files(server).size()))
      << "a file that the server no longer writes";
}

TEST(Handshake, HoldsEveryMethodOfBothEras) {
  const mcp::Server server({"n", "T", "1", "Do."}, mcp::Offer{.tools = test::fake_toolbox()});
  const std::map<std::string, std::string> files = handshake_files(server);
  EXPECT_EQ(files.at("legacy.ping.json"), "{}\n");
  EXPECT_EQ(files.at("waiting"),
            "legacy tools/call\nmodern subscriptions/listen\nmodern tools/call\n");
  EXPECT_EQ(Json::parse(files.at("legacy.initialize.json"))["protocolVersion"], "2025-11-25");
  EXPECT_EQ(Json::parse(files.at("modern.tools_list.json"))["resultType"], "complete");
  EXPECT_FALSE(Json::parse(files.at("legacy.tools_list.json")).contains("resultType"));
  EXPECT_EQ(Json::parse(files.at("unsupported_version.json"))["code"], -32022);
  for (const auto& [name, content] : files) EXPECT_EQ(content.back(), '\n') << name;
}

TEST(Handshake, TellsOfMissingAndChangedFiles) {
  const mcp::Server server({"n", "T", "1", "Do."}, mcp::Offer{.tools = test::fake_toolbox()});
  const test::TemporaryFolder folder;
  EXPECT_EQ(check_handshake(server, RealFiles(), folder.path()).size(),
            handshake_files(server).size());
  EXPECT_TRUE(write_handshake(server, folder.path()).empty());
  EXPECT_TRUE(check_handshake(server, RealFiles(), folder.path()).empty());
  const std::string path = folder.write("waiting", "legacy tools/call\n");
  const std::vector<Problem> problems = check_handshake(server, RealFiles(), folder.path());
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(
      problems[0].str(),
      path + ": differs from the server's answer; `rust-nix-doctor handshake --write` renews it");
  EXPECT_FALSE(write_handshake(server, folder.path() + "/none").empty());
}

}  // namespace
}  // namespace doctor::tools
