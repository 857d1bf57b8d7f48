// tools/list, resources/list, resources/templates/list and prompts/list.
#pragma once

#include "mcp/peer.h"
#include "mcp/server.h"
#include "rpc/handler.h"

namespace doctor::mcp {

// All in the order of the offer, in pages (mcp/pages.h). A cursor that was never given out is
// answered with -32602.
rpc::Reaction list_tools(const Server& server, const Peer& peer, rpc::Request&& request);
rpc::Reaction list_resources(const Server& server, const Peer& peer, rpc::Request&& request);
rpc::Reaction list_templates(const Server& server, const Peer& peer, rpc::Request&& request);
rpc::Reaction list_prompts(const Server& server, const Peer& peer, rpc::Request&& request);

}  // namespace doctor::mcp
