// How a client gets to know the server: `initialize` (legacy), `server/discover` and
// `subscriptions/listen` (2026-07-28).
#pragma once

#include <string_view>

#include "mcp/peer.h"
#include "mcp/protocol.h"
#include "mcp/server.h"
#include "rpc/handler.h"

namespace doctor::mcp {

// The legacy revision to speak with a client that asks for `requested`: that one where it is
// served, else the latest. Never an error (2025-11-25, "version negotiation").
std::string_view negotiate(std::string_view requested);

rpc::Reaction initialize(const Server& server, std::string_view version);

rpc::Reaction discover(const Server& server, const Peer& peer, rpc::Request&& request);

// Accepts a subscription, with those of the wanted notifications that the server can ever send. It
// stays open until it is cancelled or the connection ends.
rpc::Reaction listen(const Server& server, const Peer& peer, rpc::Request&& request);

}  // namespace doctor::mcp
