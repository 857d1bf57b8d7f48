#include "http/admission.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "http/address.h"
#include "http/token.h"

namespace doctor::http {
namespace {

using Refusal = std::optional<Reply>;

bool contains(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string_view path_of(const Request& request) {
  return std::string_view(request.target).substr(0, request.target.find('?'));
}

// A page whose name was made to mean this machine (DNS rebinding) is same-origin to itself and may
// send no Origin at all: then Host is what gives it away.
Refusal wrong_host(const Admission& admission, const Request& request) {
  if (request.count("host") != 1) {
    return refusal(400, "Bad Request: exactly one Host header is needed");
  }
  const std::optional<Authority> host = parse_authority(request.header("host"));
  if (host && (is_loopback(host->host) || contains(admission.hosts, host->host))) return {};
  return refusal(403, "Forbidden: this Host is not served; see --allow-host");
}

Refusal wrong_origin(const Admission& admission, const Request& request) {
  const std::size_t count = request.count("origin");
  if (count == 0) return {};
  if (count > 1) return refusal(400, "Bad Request: more than one Origin header");
  const std::string origin = text::lower(request.header("origin"));
  const std::optional<Authority> authority = parse_origin(origin);
  if (authority && is_loopback(authority->host)) return {};
  if (contains(admission.origins, origin)) return {};
  return refusal(403, "Forbidden: this Origin is not served; see --allow-origin");
}

Refusal wrong_token(const Admission& admission, const Request& request) {
  if (admission.token.empty()) return {};
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view given = request.header("authorization");
  const bool bearer = request.count("authorization") == 1 && given.size() > kScheme.size() &&
                      text::lower(given.substr(0, kScheme.size())) == kScheme;
  if (bearer && same_secret(text::trim(given.substr(kScheme.size())), admission.token)) return {};
  return refusal(401, "Unauthorized: send the server's token as Authorization: Bearer TOKEN",
                 {{"WWW-Authenticate", "Bearer"}});
}

Refusal wrong_method(const Request& request) {
  const std::string_view path = path_of(request);
  const bool health = path == kHealth;
  if (!health && path != kEndpoint) {
    return refusal(404, "Not Found: the endpoint is " + std::string(kEndpoint));
  }
  const std::string_view allowed = health ? "GET, HEAD" : "POST, DELETE";
  const bool fits = health ? request.method == "GET" || request.method == "HEAD"
                           : request.method == "POST" || request.method == "DELETE";
  if (fits) return {};
  return refusal(405, "Method Not Allowed: " + std::string(allowed),
                 {{"Allow", std::string(allowed)}});
}

// The type of a header like "application/json; charset=utf-8".
std::string media_type(std::string_view value) {
  return text::lower(text::trim(value.substr(0, value.find(';'))));
}

Refusal wrong_content(const Request& request) {
  if (request.count("content-type") != 1 ||
      media_type(request.header("content-type")) != "application/json") {
    return refusal(415, "Unsupported Media Type: Content-Type must be application/json");
  }
  if (request.count("content-encoding") > 0) {
    return refusal(415, "Unsupported Media Type: no Content-Encoding is taken");
  }
  const bool chunked = request.count("transfer-encoding") > 0;
  const std::size_t lengths = request.count("content-length");
  if (lengths + (chunked ? 1 : 0) > 1) {
    return refusal(400, "Bad Request: the length of the body is given more than once");
  }
  if (chunked) return {};
  if (lengths == 0) return refusal(411, "Length Required: send Content-Length");
  const std::string_view digits = request.header("content-length");
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  if (error == std::errc::invalid_argument || end != digits.data() + digits.size()) {
    return refusal(400, "Bad Request: Content-Length is not a number");
  }
  if (error != std::errc() || length > kMostBodyBytes) return too_large();
  return {};
}

Refusal wrong_accept(const Request& request) {
  if (request.count("accept") == 0) return {};
  bool json = false;
  bool events = false;
  for (const auto& [name, value] : request.headers) {
    if (name != "accept") continue;
    for (const std::string_view part : text::split(value, ',')) {
      const std::string type = media_type(part);
      json = json || type == "application/json" || type == "application/*" || type == "*/*";
      events = events || type == "text/event-stream" || type == "text/*" || type == "*/*";
    }
  }
  if (json && events) return {};
  return refusal(406, "Not Acceptable: accept both application/json and text/event-stream");
}

}  // namespace

Reply too_large() {
  return refusal(
      413, "Content Too Large: a body has at most " + std::to_string(kMostBodyBytes) + " bytes");
}

std::optional<Reply> refused(const Admission& admission, const Request& request) {
  Refusal found = wrong_host(admission, request);
  if (!found) found = wrong_origin(admission, request);
  if (!found && path_of(request) != kHealth) found = wrong_token(admission, request);
  if (!found) found = wrong_method(request);
  if (found || request.method != "POST") return found;
  found = wrong_content(request);
  if (!found) found = wrong_accept(request);
  return found;
}

}  // namespace doctor::http
