#include "mcp/pages.h"

#include <algorithm>
#include <charconv>

namespace doctor::mcp {
namespace {

std::string cursor_of(std::string_view method, std::size_t begin) {
  return std::string(method) + ":" + std::to_string(begin);
}

}  // namespace

std::optional<Page> page_at(std::string_view method, std::size_t total, std::string_view cursor) {
  Page page;
  if (!cursor.empty()) {
    const std::size_t colon = cursor.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view digits = cursor.substr(colon + 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), page.begin);
    const bool given_out = page.begin > 0 && page.begin < total && page.begin % kPageSize == 0;
    if (!given_out || cursor != cursor_of(method, page.begin)) return std::nullopt;
  }
  page.end = std::min(total, page.begin + kPageSize);
  if (page.end < total) page.next = cursor_of(method, page.end);
  return page;
}

}  // namespace doctor::mcp
