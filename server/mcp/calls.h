// tools/call: from the request to the tool and back.
#pragma once

#include "mcp/peer.h"
#include "mcp/server.h"
#include "rpc/handler.h"

namespace doctor::mcp {

// An unknown tool is a protocol error (-32602); arguments that do not fit the tool's schema are a
// result with isError, which a model can read and mend (both eras, SEP-1303). The tool itself runs
// later, on a worker thread.
rpc::Reaction call_tool(const Server& server, const Peer& peer, rpc::Request&& request);

}  // namespace doctor::mcp
