// What the official conformance suites ask a server to offer: tools, resources and prompts with
// fixed names and answers.
#pragma once

#include <vector>

#include "mcp/server.h"

namespace doctor::conformance {

// Tools that answer with each kind of content, report progress and log.
mcp::Toolbox content_tools();

// Tools that need something from the client; the same code serves both eras.
mcp::Toolbox asking_tools();

// Tools that make `changes` known.
mcp::Toolbox changing_tools(mcp::Subscriptions& changes);

std::vector<mcp::Resource> resources();
std::vector<mcp::ResourceTemplate> templates();
std::vector<mcp::Prompt> prompts();

// All of it. Both references must outlive it.
mcp::Offer fixture(mcp::Subscriptions& changes, const mcp::StateSeal& seal);

// A tool without arguments.
mcp::Tool simple_tool(const std::string& name, const std::string& description,
                      std::function<mcp::ToolResult(const mcp::Context& context)> run);

// {type: "object", properties, required}.
Json object_schema(Json properties, Json required = Json::array());

// A picture of one red pixel, as PNG in base64.
extern const char* const kPixel;

}  // namespace doctor::conformance
