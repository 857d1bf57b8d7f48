// The form that results have in each era.
#pragma once

#include <cstdint>
#include <string>

#include "json/json.h"
#include "mcp/protocol.h"
#include "mcp/server.h"
#include "mcp/tool.h"
#include "rpc/handler.h"

namespace doctor::mcp {

// A finished result: a modern one says that it is complete and who made it; a legacy one goes out
// as it is.
rpc::Answer complete(const Server& server, Era era, Json result);

// The same for what a client may keep for `ttl_ms` milliseconds (modern only).
rpc::Answer complete_cached(const Server& server, Era era, Json result, std::int64_t ttl_ms);

// The modern answer to a call that needs something from the client first. `state` comes back with
// the next round; empty for none.
rpc::Answer input_required(const Server& server, Json requests, const std::string& state);

// The result of tools/call. Legacy revisions know objects only as structured content.
Json call_result(Era era, ToolResult result);

}  // namespace doctor::mcp
