// The public contract of the tools: whatever changes here changes what clients and models see.
#include <gtest/gtest.h>

#include "tests/support/golden.h"
#include "tests/support/tools.h"
#include "tools/toolbox.h"

namespace doctor::test {
namespace {

constexpr std::size_t kMostDescription = 2000;  // what Claude Code shows of one

void check_contract(const std::string& name) {
  ToolBench bench;
  for (const mcp::Tool& tool : bench.toolbox()) {
    if (tool.name != name) continue;
    Json contract = {{"name", tool.name},
                     {"title", tool.title},
                     {"description", tool.description},
                     {"input_schema", tool.input_schema},
                     {"meta", tool.meta},
                     {"listed", tool.listed}};
    check_golden(json::print_pretty(contract) + "\n", "golden/tools/" + name + ".json");
    return;
  }
  FAIL() << "no tool " << name;
}

TEST(Contract, ClassifyError) {
  check_contract("classify_error");
}
TEST(Contract, LookupLimitation) {
  check_contract("lookup_limitation");
}
TEST(Contract, ConfigOverride) {
  check_contract("config_override");
}
TEST(Contract, ExplainBackend) {
  check_contract("explain_backend");
}
TEST(Contract, PinToolchain) {
  check_contract("pin_toolchain");
}

TEST(Contract, OnBash) {
  check_contract("on_bash");
}

TEST(Contract, EachToolIsDescribed) {
  ToolBench bench;
  for (const mcp::Tool& tool : bench.toolbox()) {
    if (!tool.listed) continue;
    SCOPED_TRACE(tool.name);
    EXPECT_FALSE(tool.title.empty());
    EXPECT_GT(characters(tool.description), 100U);
    EXPECT_LT(characters(tool.description), kMostDescription);
    const bool says_when =
        tool.description.starts_with("Call this ") || tool.description.starts_with("Use this ");
    EXPECT_TRUE(says_when) << "the first sentence says when to use it: " << tool.description;
    EXPECT_EQ(tool.input_schema.at("type"), "object");
    EXPECT_EQ(tool.input_schema.at("additionalProperties"), false);
    for (const auto& [argument, schema] : tool.input_schema.at("properties").items()) {
      EXPECT_FALSE(schema.value("description", "").empty()) << argument;
    }
    EXPECT_TRUE(tool.input_schema.at("properties").contains("detail"));
    EXPECT_TRUE(tool.input_schema.at("properties").contains("format"));
  }
}

TEST(Contract, InstructionsNameEveryTool) {
  const std::string_view instructions = tools::instructions();
  EXPECT_LT(characters(instructions), kMostDescription);
  ToolBench bench;
  for (const mcp::Tool& tool : bench.toolbox()) {
    if (!tool.listed) continue;
    EXPECT_NE(instructions.find(tool.name), std::string_view::npos) << tool.name;
  }
}

}  // namespace
}  // namespace doctor::test
