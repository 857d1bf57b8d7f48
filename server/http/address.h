// Names of hosts as Host and Origin headers and --listen spell them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace doctor::http {

// "localhost:8080", "[::1]", "127.0.0.1": the host in lower case, without the brackets of IPv6.
struct Authority {
  std::string host;
  std::optional<int> port;
};

// Nothing where the text is not a host with an optional port (RFC 9110 section 7.2; no user part).
std::optional<Authority> parse_authority(std::string_view text);

// The authority of an http or https URL without a path: what an Origin header holds (RFC 6454).
std::optional<Authority> parse_origin(std::string_view text);

// Whether the name can only mean this machine: localhost, 127.0.0.0/8 in dotted form, ::1.
bool is_loopback(std::string_view host);

}  // namespace doctor::http
