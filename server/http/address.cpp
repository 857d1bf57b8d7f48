#include "http/address.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/text.h"

namespace doctor::http {
namespace {

constexpr int kLastPort = 65535;

std::optional<int> number(std::string_view digits, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  if (!whole || value < 0 || value > most) return std::nullopt;
  return value;
}

bool is_name_byte(char c) {
  return text::is_word(c) || c == '-' || c == '.';
}

bool is_ipv6_byte(char c) {
  return text::is_digit(c) || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
}

}  // namespace

std::optional<Authority> parse_authority(std::string_view text) {
  const std::string lower = text::lower(text);
  std::string_view rest = lower;
  Authority authority;
  bool (*allowed)(char) = is_name_byte;
  if (rest.starts_with('[')) {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    authority.host = rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
    allowed = is_ipv6_byte;
  } else {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    authority.host = rest.substr(0, colon);
    rest.remove_prefix(colon);
  }
  if (authority.host.empty() ||
      !std::all_of(authority.host.begin(), authority.host.end(), allowed)) {
    return std::nullopt;
  }
  if (rest.empty()) return authority;
  if (rest[0] != ':') return std::nullopt;
  authority.port = number(rest.substr(1), kLastPort);
  if (!authority.port) return std::nullopt;
  return authority;
}

std::optional<Authority> parse_origin(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (text.starts_with(scheme)) return parse_authority(text.substr(scheme.size()));
  }
  return std::nullopt;
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "::1") return true;
  constexpr int kLastByte = 255;
  const std::vector<std::string_view> parts = text::split(host, '.');
  return parts.size() == 4 && parts[0] == "127" &&
         std::all_of(parts.begin(), parts.end(),
                     [](std::string_view part) { return number(part, kLastByte).has_value(); });
}

}  // namespace doctor::http
