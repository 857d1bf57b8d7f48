// The headers in which a modern request repeats parts of its body, for proxies to read; both must
// say the same (2026-07-28, "request metadata", "custom headers from tool parameters").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/exchange.h"
#include "json/json.h"
#include "mcp/server.h"

namespace doctor::http {

// A header value as the client meant it: what "=?base64?…?=" wraps is decoded. Nothing where that
// is no canonical base64 of UTF-8, or the value holds other than visible ASCII, blanks and tabs.
std::optional<std::string> decoded_value(std::string_view value);

// What is wrong with MCP-Protocol-Version, as a sentence; `version` is the body's.
std::optional<std::string> version_mismatch(const Request& request, std::string_view version);

// The same for Mcp-Method, Mcp-Name and the Mcp-Param headers of the called tool.
std::optional<std::string> header_mismatch(const mcp::Server& server, const Request& request,
                                           const rpc::Request& message);

}  // namespace doctor::http
