// The part of a request that tells its era: params._meta (2026-07-28, "request metadata").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json/json.h"
#include "mcp/log_level.h"
#include "rpc/message.h"

namespace doctor::mcp {

// What a request says about its protocol version.
struct Envelope {
  bool present = false;  // it names a version in _meta, so it is meant to be modern
  std::string version;   // empty where it is not a string
  // What makes it unusable as a modern request, for -32602; nothing where it is well-formed. A
  // well-formed envelope may still name a version that is not supported.
  std::optional<std::string> fault = std::nullopt;
  Json capabilities = Json::object();  // of the client
  std::optional<LogLevel> log_level =
      std::nullopt;  // the least severe messages that the client wants
};

// Reads the envelope of a request's params. Pure function.
Envelope read_envelope(const Json& params);

// The -32022 answer to a version that is not served.
rpc::Error unsupported_version(std::string_view requested);

}  // namespace doctor::mcp
