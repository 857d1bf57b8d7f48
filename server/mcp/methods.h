// The methods that work without knowing the connection: one row each, with the eras that have it.
#pragma once

#include <string_view>
#include <vector>

#include "mcp/peer.h"
#include "mcp/server.h"
#include "rpc/handler.h"

namespace doctor::mcp {

// Serves any method but those that change a session (mcp/session.h). A method that the era does not
// have, or that serves what the server does not offer, is answered with -32601. `server` must
// outlive the work that is returned. Thread-safe.
rpc::Reaction serve_method(const Server& server, const Peer& peer, rpc::Request&& request);

// The -32601 answer.
rpc::Error no_such_method(std::string_view method);

// The names of the methods that serve_method() serves in `era`.
std::vector<std::string_view> method_names(const Server& server, Era era);

}  // namespace doctor::mcp
