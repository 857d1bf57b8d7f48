// Everything the product offers to an MCP client, over any transport.
#pragma once

#include <string_view>
#include <vector>

#include "mcp/server.h"
#include "tools/engine.h"

namespace doctor::tools {

mcp::Identity identity();

// `tools` are those of toolbox(engine), perhaps with limits around them; the prompts work through
// them. The engine must outlive the offer.
mcp::Offer offer(Engine& engine, mcp::Toolbox tools);

// The skill's pages as resources, `doctor://page/NAME`, and the entries as a family of resources,
// `doctor://entry/ID`. The texts are those of lookup_limitation.
std::vector<mcp::Resource> page_resources();
mcp::ResourceTemplate entry_resources(Engine& engine);

// diagnose_build: a log's diagnosis, by the tool classify_error, or how to get one.
// plan_gates: the gates of a project and what each of them generates code for, by the tool
// lookup_limitation (its page of that name).
// `tools` must hold both.
std::vector<mcp::Prompt> prompts(const mcp::Toolbox& tools);

}  // namespace doctor::tools
