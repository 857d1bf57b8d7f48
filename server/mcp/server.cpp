#include "mcp/server.h"

#include <utility>

#include "base/similar.h"
#include "base/text.h"
#include "mcp/protocol.h"

namespace doctor::mcp {
namespace {

Json listed(const Tool& tool) {
  Json entry = {{"name", tool.name},
                {"title", tool.title},
                {"description", tool.description},
                {"inputSchema", tool.input_schema},
                {"annotations",
                 {{"title", tool.title},
                  {"readOnlyHint", true},
                  {"destructiveHint", false},
                  {"idempotentHint", true},
                  {"openWorldHint", false}}}};
  if (!tool.meta.is_null()) entry["_meta"] = tool.meta;
  return entry;
}

}  // namespace

Server::Server(Identity identity, Toolbox tools)
    : identity_(std::move(identity)),
      tools_(std::move(tools)),
      info_(
          {{"name", identity_.name}, {"title", identity_.title}, {"version", identity_.version}}) {}

Json Server::capabilities() {
  return {{"tools", Json::object()}};
}

Json Server::listing() const {
  Json tools = Json::array();
  for (const Tool& tool : tools_) {
    if (tool.listed) tools.push_back(listed(tool));
  }
  return tools;
}

const Tool* Server::find(std::string_view name) const {
  for (const Tool& tool : tools_) {
    if (tool.name == name) return &tool;
  }
  return nullptr;
}

std::string Server::unknown_tool(std::string_view name) const {
  std::vector<std::string_view> names;
  for (const Tool& tool : tools_) {
    if (tool.listed) names.push_back(tool.name);
  }
  std::string sentence = "Unknown tool: " + text::clip(name, kQuotedBytes);
  const std::string near = closest(name, names);
  if (!near.empty()) sentence += ". Did you mean " + near + "?";
  return sentence;
}

}  // namespace doctor::mcp
