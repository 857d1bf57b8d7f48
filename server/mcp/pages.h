// Lists in pages, with cursors that any replica of the server understands.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace doctor::mcp {

// Items of a list that one answer holds.
inline constexpr std::size_t kPageSize = 50;

// Which items of a list an answer holds.
struct Page {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string next;  // the cursor of the next page; empty at the end
};

// The page of a list of `total` items that `cursor` names; the first one for an empty cursor.
// `method` keeps the cursors of different lists apart. Nothing for a cursor that was never given
// out. Pure function.
std::optional<Page> page_at(std::string_view method, std::size_t total, std::string_view cursor);

}  // namespace doctor::mcp
