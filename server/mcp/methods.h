// The methods that work without knowing the connection: one row each, with the eras that have it.
#pragma once

#include <string_view>
#include <vector>

#include "mcp/protocol.h"
#include "mcp/server.h"
#include "rpc/handler.h"

namespace doctor::mcp {

// Serves any method but `initialize`. A method that the era does not have is answered with -32601.
// `server` must outlive the work that is returned. Thread-safe.
rpc::Reaction serve_method(const Server& server, Era era, rpc::Request&& request);

// The names of the methods that serve_method() knows in `era`.
std::vector<std::string_view> method_names(Era era);

}  // namespace doctor::mcp
