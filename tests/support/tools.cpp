#include "tests/support/tools.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "mcp/arguments.h"
#include "tools/answer.h"
#include "tools/toolbox.h"

namespace doctor::test {

namespace {

const MemoryFiles kNoFiles(std::map<std::string, std::string>{});

}  // namespace

ToolBench::ToolBench() : ToolBench(kNoFiles, {}, "/project") {}

ToolBench::ToolBench(const Files& files, tools::Environment environment, std::string folder,
                     Today today)
    : engine_(files, std::move(environment), std::move(folder), std::move(today)),
      toolbox_(tools::toolbox(engine_)) {}

mcp::ToolResult ToolBench::call(const std::string& tool, const Json& arguments) {
  const auto found = std::find_if(toolbox_.begin(), toolbox_.end(),
                                  [&](const mcp::Tool& known) { return known.name == tool; });
  if (found == toolbox_.end()) {
    ADD_FAILURE() << "no tool " << tool;
    return {};
  }
  if (auto fault = mcp::argument_fault(found->input_schema, arguments)) {
    return {*std::move(fault), std::nullopt, true};
  }
  mcp::ToolResult result = found->run(arguments, {});
  EXPECT_LE(result.text.size(), tools::kMostAnswerBytes) << tool << " " << json::print(arguments);
  EXPECT_TRUE(text::is_utf8(result.text)) << tool << " " << json::print(arguments);
  return result;
}

std::string ToolBench::text(const std::string& tool, const Json& arguments) {
  const mcp::ToolResult result = call(tool, arguments);
  EXPECT_FALSE(result.is_error) << result.text;
  EXPECT_FALSE(result.structured.has_value()) << "a client that gets both drops the text";
  return result.text;
}

Json ToolBench::json(const std::string& tool, Json arguments) {
  arguments["format"] = "json";
  const mcp::ToolResult result = call(tool, arguments);
  EXPECT_FALSE(result.is_error) << result.text;
  if (!result.structured) return {};
  EXPECT_EQ(json::print(*result.structured), result.text);
  return *result.structured;
}

std::string ToolBench::fault(const std::string& tool, const Json& arguments) {
  const mcp::ToolResult result = call(tool, arguments);
  EXPECT_TRUE(result.is_error) << result.text;
  EXPECT_FALSE(result.structured.has_value());
  return result.text;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

}  // namespace doctor::test
