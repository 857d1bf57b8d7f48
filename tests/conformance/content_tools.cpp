#include <chrono>
#include <thread>

#include "tests/conformance/fixture.h"

namespace doctor::conformance {

const char* const kPixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJg"
    "gg==";

namespace {

using mcp::Context;
using mcp::LogLevel;
using mcp::ToolResult;

// A WAV file of 8 kHz without any sample.
constexpr const char* kSilence = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";

constexpr std::chrono::milliseconds kPause{50};

Json image_block() {
  return {{"type", "image"}, {"data", kPixel}, {"mimeType", "image/png"}};
}

Json resource_block(const char* uri, const char* mime_type, const char* text) {
  return {{"type", "resource"},
          {"resource", {{"uri", uri}, {"mimeType", mime_type}, {"text", text}}}};
}

ToolResult blocks(Json array) {
  return {"", std::nullopt, false, std::move(array)};
}

ToolResult log_in_steps(const Context& context) {
  context.log(LogLevel::kInfo, "Tool execution started");
  std::this_thread::sleep_for(kPause);
  context.log(LogLevel::kInfo, "Tool processing data");
  std::this_thread::sleep_for(kPause);
  context.log(LogLevel::kInfo, "Tool execution completed");
  return {"Logged three messages, where they were wanted.", std::nullopt};
}

ToolResult progress_in_steps(const Context& context) {
  for (const double done : {0.0, 50.0, 100.0}) {
    if (done > 0) std::this_thread::sleep_for(kPause);
    context.progress(done, 100, "");
  }
  return {"Reported progress, where it was wanted.", std::nullopt};
}

// The schema that the scenario json-schema-2020-12 compares with its own, word by word.
const char* const kRichSchema = R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "$defs": {"address": {"$anchor": "addressDef", "type": "object", "properties":
      {"street": {"type": "string"}, "city": {"type": "string"}}}},
  "properties": {
    "name": {"type": "string"},
    "address": {"$ref": "#/$defs/address"},
    "contactMethod": {"type": "string", "enum": ["phone", "email"]},
    "phone": {"type": "string"},
    "email": {"type": "string"}
  },
  "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
  "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
  "then": {"required": ["phone"]},
  "else": {"required": ["email"]},
  "additionalProperties": false
})";

mcp::Tool echoing(const std::string& name, const std::string& description, Json schema) {
  mcp::Tool tool = simple_tool(name, description, nullptr);
  tool.input_schema = std::move(schema);
  tool.run = [](const Json& arguments, const Context&) -> ToolResult {
    return {json::print(arguments), std::nullopt};
  };
  return tool;
}

}  // namespace

mcp::Toolbox content_tools() {
  mcp::Toolbox tools{
      simple_tool("test_simple_text", "Returns a text.",
                  [](const Context&) -> ToolResult {
                    return {"This is a simple text response for testing.", std::nullopt};
                  }),
      simple_tool("test_image_content", "Returns an image.",
                  [](const Context&) { return blocks({image_block()}); }),
      simple_tool(
          "test_audio_content", "Returns a sound.",
          [](const Context&) {
            return blocks({{{"type", "audio"}, {"data", kSilence}, {"mimeType", "audio/wav"}}});
          }),
      simple_tool("test_embedded_resource", "Returns a resource.",
                  [](const Context&) {
                    return blocks({resource_block("test://embedded-resource", "text/plain",
                                                  "This is an embedded resource content.")});
                  }),
      simple_tool("test_multiple_content_types", "Returns a text, an image and a resource.",
                  [](const Context&) {
                    return blocks(
                        {mcp::text_block("Multiple content types test:"), image_block(),
                         resource_block("test://mixed-content-resource", "application/json",
                                        R"({"test":"data","value":123})")});
                  }),
      simple_tool(
          "test_error_handling", "Always fails.",
          [](const Context&) -> ToolResult {
            return {"This tool intentionally returns an error for testing", std::nullopt, true};
          }),
      simple_tool("test_tool_with_logging", "Logs three messages.", log_in_steps),
      simple_tool("test_logging_tool", "Logs three messages.", log_in_steps),
      simple_tool("test_tool_with_progress", "Reports progress.", progress_in_steps),
      simple_tool("test_reconnection", "Answers at once; streams are not resumed.",
                  [](const Context&) -> ToolResult {
                    return {"Nothing was interrupted.", std::nullopt};
                  }),
      echoing("json_schema_2020_12_tool", "Returns its arguments.", Json::parse(kRichSchema)),
      echoing("test_x_mcp_header", "Returns its arguments; one is mirrored in a header.",
              object_schema({{"region", {{"type", "string"}, {"x-mcp-header", "Region"}}}})),
  };
  return tools;
}

mcp::Toolbox changing_tools(mcp::Subscriptions& changes) {
  return {
      simple_tool("test_trigger_tool_change", "Tells that the list of tools changed.",
                  [&changes](const Context&) -> ToolResult {
                    changes.tools_changed();
                    return {"Told.", std::nullopt};
                  }),
      simple_tool("test_trigger_prompt_change", "Tells that the list of prompts changed.",
                  [&changes](const Context&) -> ToolResult {
                    changes.prompts_changed();
                    return {"Told.", std::nullopt};
                  }),
      simple_tool("test_trigger_resource_update", "Tells that the watched resource changed.",
                  [&changes](const Context&) -> ToolResult {
                    changes.resource_updated("test://watched-resource");
                    return {"Told.", std::nullopt};
                  }),
  };
}

}  // namespace doctor::conformance
