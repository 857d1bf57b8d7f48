#include "http/mirrored_headers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include "base/text.h"
#include "mcp/protocol.h"

namespace doctor::http {
namespace {

using Mismatch = std::optional<std::string>;

constexpr std::string_view kWrapperStart = "=?base64?";
constexpr std::string_view kWrapperEnd = "?=";
constexpr std::string_view kHeaderName = "x-mcp-header";

// The member of params that Mcp-Name repeats.
struct Named {
  std::string_view method;
  const char* member;
};
constexpr std::array<Named, 3> kNamed{
    {{"tools/call", "name"}, {"prompts/get", "name"}, {"resources/read", "uri"}}};

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

// Strict: padded, nothing but digits, and no bits left over (RFC 4648 section 3.5).
std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && text.ends_with('=')) {
    text.remove_suffix(1);
    ++padding;
  }
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0) return std::nullopt;
    bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>((bits >> held) & 0xFFU);
    bits &= (1U << held) - 1;
  }
  if (bits != 0 || held != padding * 2) return std::nullopt;
  return bytes;
}

std::string shown(std::string_view value) {
  return "'" + text::clip(text::repair_utf8(value), mcp::kQuotedBytes) + "'";
}

// Whether the header says `expected`; nothing is expected where that is empty.
Mismatch mismatch(const Request& request, std::string_view title,
                  const std::optional<std::string>& expected) {
  const std::string name = text::lower(title);
  const std::string head(title);
  const std::size_t count = request.count(name);
  if (count > 1) return head + " is given more than once";
  if (count == 0) {
    if (!expected) return std::nullopt;
    return head + " is missing; the body says " + shown(*expected);
  }
  const std::string_view raw = request.header(name);
  const std::optional<std::string> value = decoded_value(raw);
  if (!value) return head + " value " + shown(raw) + " is not well-formed";
  if (!expected) return head + " is " + shown(*value) + ", but the body has no such value";
  if (*value == *expected) return std::nullopt;
  return head + " value " + shown(*value) + " does not match body value " + shown(*expected);
}

std::optional<std::int64_t> integer(std::string_view text) {
  const std::size_t point = text.find('.');  // 42.0 is 42
  if (point != std::string_view::npos) {
    if (text.find_first_not_of('0', point + 1) != std::string_view::npos) return std::nullopt;
    text = text.substr(0, point);
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Mismatch parameter_mismatch(const Request& request, std::string_view name, const Json* value) {
  const std::string title = "Mcp-Param-" + std::string(name);
  if (value == nullptr || value->is_null()) return mismatch(request, title, std::nullopt);
  if (value->is_string()) return mismatch(request, title, value->get<std::string>());
  if (value->is_number_integer()) {
    const std::optional<std::string> given = decoded_value(request.header(text::lower(title)));
    const bool equal = request.count(text::lower(title)) == 1 && given &&
                       integer(*given) == value->get<std::int64_t>();
    if (equal) return std::nullopt;
  }
  return mismatch(request, title, json::print(*value));
}

// Follows chains of `properties` only, as the annotation may stand nowhere else.
Mismatch parameters_mismatch(const Request& request, const Json& schema, const Json* arguments) {
  const auto properties = schema.find("properties");
  if (properties == schema.end() || !properties->is_object()) return std::nullopt;
  for (const auto& [key, property] : properties->items()) {
    if (!property.is_object()) continue;
    const Json* value = nullptr;
    if (arguments != nullptr && arguments->is_object() && arguments->contains(key)) {
      value = &(*arguments)[key];
    }
    const auto header = property.find(kHeaderName);
    Mismatch found;
    if (header != property.end() && header->is_string()) {
      found = parameter_mismatch(request, header->get_ref<const std::string&>(), value);
    } else {
      found = parameters_mismatch(request, property, value);
    }
    if (found) return found;
  }
  return std::nullopt;
}

// A member of an object, where it is a string.
std::optional<std::string> text_member(const Json& object, const char* name) {
  if (!object.is_object()) return std::nullopt;
  const auto member = object.find(name);
  if (member == object.end() || !member->is_string()) return std::nullopt;
  return member->get<std::string>();
}

}  // namespace

std::optional<std::string> decoded_value(std::string_view value) {
  const bool visible = std::all_of(value.begin(), value.end(),
                                   [](char c) { return (c >= ' ' && c < '\x7f') || c == '\t'; });
  if (!visible) return std::nullopt;
  const bool wrapped = value.size() >= kWrapperStart.size() + kWrapperEnd.size() &&
                       value.starts_with(kWrapperStart) && value.ends_with(kWrapperEnd);
  if (!wrapped) return std::string(value);
  value.remove_prefix(kWrapperStart.size());
  value.remove_suffix(kWrapperEnd.size());
  std::optional<std::string> decoded = from_base64(value);
  if (decoded && !text::is_utf8(*decoded)) return std::nullopt;
  return decoded;
}

std::optional<std::string> version_mismatch(const Request& request, std::string_view version) {
  return mismatch(request, "MCP-Protocol-Version", std::string(version));
}

std::optional<std::string> header_mismatch(const mcp::Server& server, const Request& request,
                                           const rpc::Request& message) {
  if (Mismatch found = mismatch(request, "Mcp-Method", message.method)) return found;
  for (const Named& named : kNamed) {
    if (named.method != message.method) continue;
    if (Mismatch found = mismatch(request, "Mcp-Name", text_member(message.params, named.member))) {
      return found;
    }
  }
  if (message.method != mcp::kToolsCall) return std::nullopt;
  const std::optional<std::string> name = text_member(message.params, "name");
  const mcp::Tool* tool = name ? server.find(*name) : nullptr;
  if (tool == nullptr) return std::nullopt;
  const auto arguments = message.params.find("arguments");
  return parameters_mismatch(request, tool->input_schema,
                             arguments == message.params.end() ? nullptr : &*arguments);
}

}  // namespace doctor::http
