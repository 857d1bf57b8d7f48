#include "tools/answer.h"

#include "base/text.h"

namespace doctor::tools {

bool wants_json(const Json& arguments) {
  return text_argument(arguments, "format") == "json";
}
bool wants_full(const Json& arguments) {
  return text_argument(arguments, "detail") == "full";
}

std::string text_argument(const Json& arguments, const char* name, std::string_view otherwise) {
  const auto found = arguments.find(name);
  return found != arguments.end() && found->is_string() ? found->get<std::string>()
                                                        : std::string(otherwise);
}

mcp::ToolResult text_answer(std::string text) {
  if (text.size() > kMostAnswerBytes) {
    constexpr std::string_view kCut =
        "\n\n(cut: the rest is over the limit of 20,000 characters; ask for less at once)\n";
    text = text::clip(text, kMostAnswerBytes - kCut.size()) + std::string(kCut);
  }
  return {std::move(text), std::nullopt, false};
}

mcp::ToolResult json_answer(Json value) {
  std::string text = json::print(value);
  return {std::move(text), std::move(value), false};
}

mcp::ToolResult fault(std::string sentence) {
  return {std::move(sentence), std::nullopt, true};
}

Json string_schema(std::string_view description) {
  return {{"type", "string"}, {"description", description}};
}

Json enum_schema(const std::vector<std::string>& words, std::string_view description) {
  return {{"type", "string"}, {"enum", words}, {"description", description}};
}

Json detail_schema() {
  return enum_schema({"concise", "full"}, "concise (default): the answer; full: everything known");
}

Json format_schema() {
  return enum_schema({"text", "json"},
                     "text (default): Markdown; json: the same facts as structuredContent");
}

Json object_schema(Json properties, Json required) {
  properties["detail"] = detail_schema();
  properties["format"] = format_schema();
  Json schema = {
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

}  // namespace doctor::tools
