#include "mcp/pages.h"

#include <gtest/gtest.h>

namespace doctor::mcp {
namespace {

// "begin-end next", or "refused".
std::string page(std::size_t total, const std::string& cursor) {
  const std::optional<Page> one = page_at("a/list", total, cursor);
  if (!one) return "refused";
  return std::to_string(one->begin) + "-" + std::to_string(one->end) +
         (one->next.empty() ? "" : " " + one->next);
}

TEST(Pages, FollowEachOther) {
  EXPECT_EQ(page(0, ""), "0-0");
  EXPECT_EQ(page(50, ""), "0-50");
  EXPECT_EQ(page(51, ""), "0-50 a/list:50");
  EXPECT_EQ(page(51, "a/list:50"), "50-51");
  EXPECT_EQ(page(101, "a/list:50"), "50-100 a/list:100");
  EXPECT_EQ(page(101, "a/list:100"), "100-101");
}

TEST(Pages, OnlyCursorsThatWereGivenOut) {
  for (const char* cursor :
       {"x", "50", "a/list:", "a/list:0", "a/list:49", "a/list:100", "a/list:050", "a/list:50 ",
        "b/list:50", "a/list:-50", ":50", "a/list:18446744073709551616"}) {
    EXPECT_EQ(page(100, cursor), "refused") << cursor;
  }
}

}  // namespace
}  // namespace doctor::mcp
