// Shapes of answers that all tools share.
#pragma once

#include <string>
#include <string_view>

#include "json/json.h"
#include "mcp/tool.h"

namespace doctor::tools {

// No answer is longer, in characters.
inline constexpr std::size_t kMostAnswerBytes = 20000;

// True where the arguments ask for JSON, or for full detail.
bool wants_json(const Json& arguments);
bool wants_full(const Json& arguments);

// A string argument, or what stands in for it.
std::string text_argument(const Json& arguments, const char* name, std::string_view otherwise = "");

// Text is cut at kMostAnswerBytes, with a line that says so.
mcp::ToolResult text_answer(std::string text);
mcp::ToolResult json_answer(Json value);
mcp::ToolResult fault(std::string sentence);

// Schemas of the arguments that every tool has.
Json detail_schema();
Json format_schema();

// A schema for an object with these properties and no others.
Json object_schema(Json properties, Json required = Json::array());

Json string_schema(std::string_view description);
Json enum_schema(const std::vector<std::string>& words, std::string_view description);

}  // namespace doctor::tools
