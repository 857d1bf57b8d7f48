#include "base/date.h"

#include <gtest/gtest.h>

namespace doctor::test {
namespace {

std::string parsed(std::string_view text) {
  const auto date = Date::parse(text);
  return date ? date->str() : "none";
}

TEST(Date, ParsesOneFormOnly) {
  EXPECT_EQ(parsed("2026-05-20"), "2026-05-20");
  EXPECT_EQ(parsed("2024-02-29"), "2024-02-29");
  for (const char* text : {"2026-5-20", "2026-05-2x", "2026-02-29", "2026-13-01", "2026-00-10",
                           "2026-05-20 ", "20260520", "", "2026/05/20", "-026-05-20"}) {
    EXPECT_EQ(parsed(text), "none") << text;
  }
}

TEST(Date, CountsDays) {
  const Date date{2025, 12, 31};
  EXPECT_EQ(date.plus(1).str(), "2026-01-01");
  EXPECT_EQ(date.plus(-365).str(), "2024-12-31");
  EXPECT_EQ(days_between({2024, 2, 28}, {2024, 3, 1}), 2);
  EXPECT_EQ(days_between({2024, 3, 1}, {2024, 2, 28}), -2);
  EXPECT_LT((Date{2025, 9, 30}), (Date{2025, 10, 1}));
}

TEST(Date, OfSeconds) {
  EXPECT_EQ(date_of(0).str(), "1970-01-01");
  EXPECT_EQ(date_of(1786172426).str(), "2026-08-08");
  EXPECT_EQ(date_of(-5).str(), "1970-01-01");
  EXPECT_EQ(date_of(INT64_MAX).str(), "9999-12-31");
}

}  // namespace
}  // namespace doctor::test
