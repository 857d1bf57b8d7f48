#include "http/request_head.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace doctor::http {
namespace {

RequestHead refused(int status, std::string_view fault) {
  RequestHead head;
  head.status = status;
  head.fault = fault;
  return head;
}

bool is_token(std::string_view name) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    return text::is_word(c) || kMarks.find(c) != std::string_view::npos;
  });
}

bool is_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  });
}

bool is_request_line(std::string_view line) {
  const std::vector<std::string_view> parts = text::split(line, ' ');
  return parts.size() == 3 && is_token(parts[0]) && parts[1].starts_with('/') &&
         is_value(parts[1]) && (parts[2] == "HTTP/1.1" || parts[2] == "HTTP/1.0");
}

std::optional<std::size_t> number(std::string_view digits) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

RequestHead read_head(std::string_view text, const HeadLimits& limits) {
  RequestHead head;
  std::size_t lengths = 0;
  std::size_t codings = 0;
  bool is_first = true;
  while (true) {
    const std::size_t end = text.find("\r\n");
    if (end == std::string_view::npos) return refused(400, "the head does not end");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 2);
    if (line.empty()) break;
    if (line.size() > limits.line) return refused(is_first ? 414 : 431, "a line is too long");
    if (is_first) {
      if (!is_request_line(line)) return refused(400, "the request line is not well-formed");
      head.close = line.ends_with("HTTP/1.0");
      is_first = false;
      continue;
    }
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string_view name = line.substr(0, colon);
    if (colon == line.size() || !is_token(name)) return refused(400, "a header has no name");
    const std::string_view value = text::trim(line.substr(colon + 1));
    if (!is_value(value)) return refused(400, "a header holds control characters");
    if (head.fields.size() == limits.fields) return refused(431, "there are too many headers");
    const std::string key = text::lower(name);
    if (key == "content-length") {
      const std::optional<std::size_t> length = number(value);
      if (!length) return refused(400, "Content-Length is not a number");
      head.length = *length;
      ++lengths;
    } else if (key == "transfer-encoding") {
      if (text::lower(value) != "chunked") return refused(501, "Transfer-Encoding is not chunked");
      head.chunked = true;
      ++codings;
    } else if (key == "connection") {
      if (text::lower(value).find("close") != std::string::npos) head.close = true;
    }
    head.fields.emplace_back(name, value);
  }
  if (is_first) return refused(400, "there is no request line");
  if (lengths + codings > 1) return refused(400, "the length of the body is given more than once");
  return head;
}

}  // namespace doctor::http
