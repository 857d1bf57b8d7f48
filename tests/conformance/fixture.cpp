#include "tests/conformance/fixture.h"

#include <utility>

#include "mcp/inputs.h"
#include "mcp/protocol.h"

namespace doctor::conformance {
namespace {

using mcp::Contents;
using mcp::Context;
using Strings = std::map<std::string, std::string>;

Json icons() {
  const Json icon = {{"src", std::string("data:image/png;base64,") + kPixel},
                     {"mimeType", "image/png"},
                     {"sizes", Json::array({"1x1"})}};
  return Json::array({icon});
}

mcp::Resource text_resource(const std::string& name, const std::string& text) {
  return {"test://" + name,
          {name, name, "A text that never changes.", "text/plain", icons()},
          [text](const Context&) -> Contents { return {text}; }};
}

// Proposals that begin with what was typed.
std::vector<std::string> cities(const std::string& typed) {
  std::vector<std::string> values;
  for (const std::string city : {"paris", "park", "party", "prague"}) {
    if (city.starts_with(typed)) values.push_back(city);
  }
  return values;
}

Json said(const std::string& text) {
  return mcp::user_message(mcp::text_block(text));
}

Json with_resource(const Strings& arguments, const Context&) {
  const Json resource = {{"uri", arguments.at("resourceUri")},
                         {"mimeType", "text/plain"},
                         {"text", "Embedded resource content for testing."}};
  return {mcp::user_message({{"type", "resource"}, {"resource", resource}}),
          said("Please process the embedded resource above.")};
}

Json with_image(const Strings&, const Context&) {
  return {mcp::user_message({{"type", "image"}, {"data", kPixel}, {"mimeType", "image/png"}}),
          said("Please analyze the image above.")};
}

Json with_input(const Strings&, const Context& context) {
  const Json schema = object_schema({{"context", {{"type", "string"}}}}, {"context"});
  const std::optional<Json> answer = context.inputs->ask(
      "user_context", std::string(mcp::kElicit),
      {{"message", "What context should the prompt use?"}, {"requestedSchema", schema}});
  if (!answer) return nullptr;  // not used
  return Json::array({said("Context: " + json::print(answer->value("content", Json::object())))});
}

}  // namespace

mcp::Tool simple_tool(const std::string& name, const std::string& description,
                      std::function<mcp::ToolResult(const Context& context)> run) {
  mcp::Tool tool;
  tool.name = name;
  tool.title = name;
  tool.description = description;
  tool.input_schema = object_schema(Json::object());
  tool.run = [run = std::move(run)](const Json&, const Context& context) { return run(context); };
  tool.icons = icons();
  return tool;
}

Json object_schema(Json properties, Json required) {
  Json schema = {{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

std::vector<mcp::Resource> resources() {
  mcp::Resource binary = text_resource("static-binary", "");
  binary.card.mime_type = "image/png";
  binary.read = [](const Context&) -> Contents { return {"", kPixel}; };
  return {text_resource("static-text", "This is the content of the static text resource."),
          std::move(binary), text_resource("watched-resource", "This one can be watched.")};
}

std::vector<mcp::ResourceTemplate> templates() {
  return {{"test://template/{id}/data",
           {"template", "Template", "A resource for each id.", "application/json", icons()},
           [](const Strings& variables, const Context&) -> std::optional<Contents> {
             const std::string& id = variables.at("id");
             return Contents{
                 json::print({{"id", id}, {"templateTest", true}, {"data", "Data for ID: " + id}})};
           },
           [](const std::string&, const std::string& typed) { return cities(typed); }}};
}

std::vector<mcp::Prompt> prompts() {
  return {
      {"test_simple_prompt",
       "Simple",
       "A prompt without arguments.",
       {},
       [](const Strings&, const Context&) {
         return Json::array({said("This is a simple prompt for testing.")});
       },
       icons()},
      {"test_prompt_with_arguments",
       "Arguments",
       "A prompt that repeats its arguments.",
       {{"arg1", "The first", true, cities}, {"arg2", "The second", true}},
       [](const Strings& arguments, const Context&) {
         return Json::array({said("Prompt with arguments: arg1='" + arguments.at("arg1") +
                                  "', arg2='" + arguments.at("arg2") + "'")});
       }},
      {"test_prompt_with_embedded_resource",
       "Resource",
       "A prompt with a resource.",
       {{"resourceUri", "The resource to embed", true}},
       with_resource},
      {"test_prompt_with_image", "Image", "A prompt with an image.", {}, with_image},
      {"test_input_required_result_prompt", "Input", "Asks the user first.", {}, with_input},
  };
}

mcp::Offer fixture(mcp::Subscriptions& changes, const mcp::StateSeal& seal) {
  mcp::Offer offer{.tools = content_tools(),
                   .resources = resources(),
                   .templates = templates(),
                   .prompts = prompts(),
                   .logs = true,
                   .changes = &changes,
                   .seal = &seal};
  for (mcp::Toolbox more : {asking_tools(), changing_tools(changes)}) {
    for (mcp::Tool& tool : more) offer.tools.push_back(std::move(tool));
  }
  return offer;
}

}  // namespace doctor::conformance
