// One request to the protocol layer, without a transport.
#pragma once

#include <string>
#include <vector>

#include "mcp/methods.h"
#include "mcp/server.h"

namespace doctor::test {

// What came back: the result, or {"error": {code, message, data}}, and the notifications before it
// as "METHOD PARAMS". A request that stays open has the result "open".
struct Asked {
  Json result;
  std::vector<std::string> notifications;
};

// Runs `method` to its end. Questions to a legacy client get `reply`.
Asked ask(const mcp::Server& server, const mcp::Peer& peer, const std::string& method,
          const std::string& params, const rpc::PeerReply& reply = {});

}  // namespace doctor::test
