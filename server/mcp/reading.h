// resources/read and prompts/get.
#pragma once

#include "mcp/peer.h"
#include "mcp/server.h"
#include "rpc/handler.h"

namespace doctor::mcp {

// A resource that does not exist is -32602 in the modern era and -32002 in the legacy one, with the
// URI as data in both.
rpc::Reaction read_resource(const Server& server, const Peer& peer, rpc::Request&& request);

// An unknown prompt, an unknown argument and a missing one are -32602.
rpc::Reaction get_prompt(const Server& server, const Peer& peer, rpc::Request&& request);

}  // namespace doctor::mcp
