// completion/complete: proposals for an argument of a prompt or a variable of a resource template.
#pragma once

#include "mcp/peer.h"
#include "mcp/server.h"
#include "rpc/handler.h"

namespace doctor::mcp {

// At most kMaxCompletions values. A reference to something that is not offered is -32602; an
// argument that completes nothing has no values.
rpc::Reaction complete_argument(const Server& server, const Peer& peer, rpc::Request&& request);

}  // namespace doctor::mcp
