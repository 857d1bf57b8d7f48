// The client behind one request, as far as the request's methods care.
#pragma once

#include <optional>

#include "json/json.h"
#include "mcp/log_level.h"
#include "mcp/protocol.h"

namespace doctor::mcp {

// In the legacy era this is the state of a session; in the modern era every request brings it.
struct Peer {
  Era era = Era::kLegacy;
  Json capabilities = Json::object();  // what the client can be asked
  // The least severe messages that it wants to see; nothing: none.
  std::optional<LogLevel> log_level = std::nullopt;
};

}  // namespace doctor::mcp
