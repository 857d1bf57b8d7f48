// The table of tools. Their order is the order of tools/list.
#pragma once

#include "mcp/server.h"
#include "mcp/tool.h"
#include "tools/engine.h"

namespace doctor::tools {

// One function per tool, each in the file of its name. The engine must outlive the tool.
mcp::Tool classify_error(Engine& engine);
mcp::Tool lookup_limitation(Engine& engine);
mcp::Tool config_override(Engine& engine);
mcp::Tool explain_backend(Engine& engine);
mcp::Tool on_bash(Engine& engine);
mcp::Tool pin_toolchain(Engine& engine);

mcp::Toolbox toolbox(Engine& engine);

// What the model is told about the server (under 2,000 characters).
std::string_view instructions();

// The server with all of it.
mcp::Server make_server(Engine& engine);

}  // namespace doctor::tools
