#include "tests/support/fake_toolbox.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace doctor::test {
namespace {

using mcp::Tool;
using mcp::ToolContext;
using mcp::ToolResult;

constexpr std::chrono::milliseconds kTick{10};

Json object_schema(Json properties, Json required) {
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", std::move(required)},
          {"additionalProperties", false}};
}

ToolResult echo(const Json& arguments, const ToolContext& /*context*/) {
  std::string text;
  for (int i = arguments.value("times", 1); i > 0; --i) text += arguments["text"];
  if (arguments.value("format", "text") != "json") return {text, std::nullopt, false};
  const Json facts = {{"text", text}};
  return {json::print(facts), facts, false};
}

ToolResult slow(const Json& arguments, const ToolContext& context) {
  const auto wanted = std::chrono::milliseconds(arguments["ms"].get<int>());
  auto waited = std::chrono::milliseconds(0);
  while (waited < wanted && !context.stop.stop_requested()) {
    std::this_thread::sleep_for(std::min(kTick, wanted - waited));
    waited += kTick;
    context.progress(static_cast<double>(waited.count()), static_cast<double>(wanted.count()),
                     "waiting");
  }
  return {context.stop.stop_requested() ? "stopped" : "done", std::nullopt, false};
}

ToolResult deaf(const Json& arguments, const ToolContext& /*context*/) {
  std::this_thread::sleep_for(std::chrono::milliseconds(arguments["ms"].get<int>()));
  return {"done", std::nullopt, false};
}

ToolResult failing(const Json& /*arguments*/, const ToolContext& /*context*/) {
  throw std::runtime_error("secret detail of the failure");
}

ToolResult hidden(const Json& /*arguments*/, const ToolContext& /*context*/) {
  return {"found", std::nullopt, false};
}

}  // namespace

mcp::Toolbox fake_toolbox() {
  const Json wait = object_schema({{"ms", {{"type", "integer"}, {"minimum", 0}}}}, {"ms"});
  const Json echoed = object_schema({{"text", {{"type", "string"}}},
                                     {"times", {{"type", "integer"}, {"minimum", 1}}},
                                     {"format", {{"type", "string"}, {"enum", {"text", "json"}}}}},
                                    {"text"});
  const Json nothing = object_schema(Json::object(), Json::array());
  return {
      {"echo", "Echo", "Returns its text.", echoed, {{"anthropic/alwaysLoad", true}}, true, echo},
      {"slow", "Slow", "Waits until it is stopped.", wait, nullptr, true, slow},
      {"deaf", "Deaf", "Waits and cannot be stopped.", wait, nullptr, true, deaf},
      {"failing", "Failing", "Throws.", nothing, nullptr, true, failing},
      {"hidden", "Hidden", "Is not listed.", nothing, nullptr, false, hidden},
  };
}

}  // namespace doctor::test
