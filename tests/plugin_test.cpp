// The plugin's manifests and evals: what they name exists and fits together. The client's validator
// looks at the form only (2.1.330 lets pass: a version that is none, a missing command file, long
// descriptions, unknown fields of a skill).
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>

#include "base/text.h"
#include "json/json.h"
#include "tests/support/golden.h"
#include "tests/support/paths.h"
#include "tests/support/tools.h"

namespace doctor::test {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = source_dir();

Json manifest(const std::string& name) {
  const Result<Json> parsed = json::parse(read_source(".claude-plugin/" + name));
  EXPECT_TRUE(parsed.ok()) << name << ": " << parsed.problem().str();
  return parsed.ok() ? parsed.value() : Json::object();
}

Json plugin() {
  return manifest("plugin.json");
}

// A path of a manifest: from the root, without "..".
void expect_exists(const std::string& path) {
  EXPECT_TRUE(path.starts_with("./") && path.find("..") == std::string::npos) << path;
  EXPECT_TRUE(fs::exists(kRoot / path)) << path;
}

TEST(Plugin, Identity) {
  const Json own = plugin();
  const std::string version = own.at("version");
  EXPECT_TRUE(std::regex_match(version, std::regex(R"(\d+\.\d+\.\d+)"))) << version;
  EXPECT_NE(
      read_source("CMakeLists.txt").find("project(rust-nix-toolchain VERSION " + version + " "),
      std::string::npos)
      << "CMakeLists.txt has another version";
  EXPECT_EQ(own.at("name"), "rust-nix-toolchain");
  for (const std::string key : {"displayName", "description", "license"})
    EXPECT_FALSE(own.at(key).get<std::string>().empty()) << key;
  EXPECT_LT(characters(own.at("description").get<std::string>()), 300U);
  EXPECT_FALSE(own.at("author").at("name").get<std::string>().empty());
  EXPECT_EQ(read_source("LICENSE").find(own.at("license").get<std::string>()), 0U);
  EXPECT_GE(own.at("keywords").size(), 5U);
  EXPECT_EQ(own.at("network").at("hosts"), Json::array()) << "the server opens no connection";
  expect_exists(own.at("experimental").at("evals"));
}

TEST(Plugin, Marketplace) {
  const Json market = manifest("marketplace.json");
  EXPECT_FALSE(market.at("owner").at("name").get<std::string>().empty());
  ASSERT_EQ(market.at("plugins").size(), 1U);
  const Json& entry = market.at("plugins")[0];
  EXPECT_EQ(entry.at("name"), plugin().at("name"));
  EXPECT_EQ(entry.at("description"), plugin().at("description"));
  EXPECT_EQ(entry.at("source"), "./");
  EXPECT_FALSE(entry.contains("version")) << "stated twice, one of them is forgotten";
}

// The directory takes square PNGs of 512 to 2048 pixels, under 2 MB.
TEST(Plugin, Icon) {
  const std::string path = plugin().at("icon");
  expect_exists(path);
  const std::string png = read_source(path);
  ASSERT_GT(png.size(), 24U);
  EXPECT_LT(png.size(), 16U << 10U) << "every user gets a copy";
  EXPECT_EQ(png.substr(1, 3), "PNG");
  const auto number = [&](std::size_t at) {
    int value = 0;
    for (std::size_t i = at; i < at + 4; ++i)
      value = value * 256 + static_cast<unsigned char>(png[i]);
    return value;
  };
  EXPECT_EQ(number(16), number(20)) << "square";
  EXPECT_GE(number(16), 512);
  EXPECT_LE(number(16), 2048);
}

TEST(Plugin, Server) {
  const Json servers = plugin().at("mcpServers");
  ASSERT_EQ(servers.size(), 1U);
  const Json& server = servers.at("doctor");
  // Copies lose exec bits, and NixOS has no /bin/bash: the launcher is an argument of sh.
  EXPECT_EQ(server.at("command"), "sh");
  const std::string launcher = server.at("args").at(0);
  constexpr std::string_view kPluginRoot = "${CLAUDE_PLUGIN_ROOT}/";
  ASSERT_TRUE(launcher.starts_with(kPluginRoot)) << launcher;
  expect_exists("./" + launcher.substr(kPluginRoot.size()));
}

// Each option reaches the server as a variable that its sources know.
TEST(Plugin, Options) {
  const Json own = plugin();
  std::string sources;
  for (const auto& file : fs::recursive_directory_iterator(kRoot / "server/tools"))
    sources += read_source(fs::relative(file.path(), kRoot).string());
  std::set<std::string> passed;
  for (const auto& [variable, value] : own.at("mcpServers").at("doctor").at("env").items()) {
    EXPECT_NE(sources.find("\"" + variable + "\""), std::string::npos) << variable;
    passed.insert(value);
  }
  for (const auto& [name, option] : own.at("userConfig").items()) {
    EXPECT_TRUE(passed.contains("${user_config." + name + "}")) << name;
    EXPECT_FALSE(option.value("title", "").empty()) << name;
    EXPECT_FALSE(option.value("description", "").empty()) << name;
    EXPECT_FALSE(option.value("required", false)) << name << ": the plugin works without settings";
  }
  EXPECT_EQ(own.at("userConfig").at("automatic_diagnosis").at("default"), true);
}

TEST(Plugin, HooksFitTheirTool) {
  const Json own = plugin();
  ToolBench bench;
  const std::set<std::string> events = {"PostToolUse", "PostToolUseFailure"};
  ASSERT_EQ(own.at("hooks").size(), events.size());
  for (const auto& [event, groups] : own.at("hooks").items()) {
    SCOPED_TRACE(event);
    EXPECT_TRUE(events.contains(event));
    ASSERT_EQ(groups.size(), 1U);
    EXPECT_EQ(groups[0].at("matcher"), "Bash");
    ASSERT_EQ(groups[0].at("hooks").size(), 1U);
    const Json& hook = groups[0].at("hooks")[0];
    EXPECT_EQ(hook.at("type"), "mcp_tool");
    EXPECT_EQ(hook.at("server"), "plugin:" + own.at("name").get<std::string>() + ":doctor");
    EXPECT_LE(hook.at("timeout"), 10);
    EXPECT_FALSE(hook.contains("if")) << "it would miss `nix develop -c cargo build`";
    Json arguments = hook.at("input");
    EXPECT_EQ(arguments.at("event"), "${hook_event_name}");
    arguments["event"] = event;
    const mcp::ToolResult result = bench.call(hook.at("tool"), arguments);
    EXPECT_FALSE(result.is_error) << result.text;
    EXPECT_EQ(result.text, "") << "nothing has failed";
  }
}

// What a case asks for exists: a prompt, graders whose patterns compile, tools that are there.
TEST(Plugin, Evals) {
  ToolBench bench;
  std::set<std::string> tools;
  for (const mcp::Tool& tool : bench.toolbox())
    if (tool.listed) tools.insert("mcp__plugin_rust-nix-toolchain_doctor__" + tool.name);
  const std::regex field(R"re((?:^|\n)(type|tool|pattern): '?([^\n]*?)'?(?=\n))re");
  int cases = 0;
  for (const auto& folder : fs::directory_iterator(kRoot / "tests/evals")) {
    SCOPED_TRACE(folder.path().filename().string());
    ++cases;
    const std::string place = "tests/evals/" + folder.path().filename().string();
    EXPECT_TRUE(read_source(place + "/prompt.md").starts_with("---\nmax_turns: "));
    std::set<std::string> types;
    for (const auto& grader : fs::directory_iterator(folder.path() / "graders")) {
      const std::string text = read_source(fs::relative(grader.path(), kRoot).string());
      for (std::sregex_iterator it(text.begin(), text.end(), field), none; it != none; ++it) {
        const std::string name = (*it)[1];
        const std::string value = (*it)[2];
        if (name == "type") types.insert(value);
        if (name == "tool") {
          EXPECT_TRUE(tools.contains(value)) << value;
        }
        if (name == "pattern") {
          EXPECT_NO_THROW(std::regex(value, std::regex::ECMAScript)) << value;
        }
      }
    }
    EXPECT_EQ(types, (std::set<std::string>{"regex", "tool_used"}));
  }
  EXPECT_GE(cases, 12);
}

}  // namespace
}  // namespace doctor::test
