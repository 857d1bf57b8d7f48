#include "base/version.h"

#include <gtest/gtest.h>

namespace doctor {
namespace {

TEST(Version, Parse) {
  const auto check = [](std::string_view text, int major, int minor, int patch) {
    const auto version = Version::parse(text);
    ASSERT_TRUE(version.has_value()) << text;
    EXPECT_EQ(version->parts, (std::array<int, 3>{major, minor, patch})) << text;
  };
  check("1", 1, 0, 0);
  check("1.2", 1, 2, 0);
  check("1.2.3", 1, 2, 3);
  check("v1.2.3", 1, 2, 3);
  check("1.2.3-beta.1", 1, 2, 3);
  check("1.2.3+build-7", 1, 2, 3);
  check("0.0.0", 0, 0, 0);
}

TEST(Version, ParseRefuses) {
  for (const char* text : {"", "v", "x", "1.", ".1", "1..2", "1.2.3.4", "1.2.x", "1.2 3", " 1",
                           "-1", "1,2", "99999999999", "*"}) {
    EXPECT_FALSE(Version::parse(text).has_value()) << text;
  }
}

TEST(Version, Requirements) {
  const auto check = [](std::string_view version, std::string_view requirement, bool expected) {
    EXPECT_EQ(satisfies(*Version::parse(version), requirement), expected)
        << version << " " << requirement;
    EXPECT_TRUE(is_requirement(requirement)) << requirement;
  };
  check("1.0.0", "", true);
  check("1.0.0", "  ", true);
  check("34.0.2", ">=5.0.0, <35.0.0", true);
  check("5.0.0", ">=5.0.0, <35.0.0", true);
  check("35.0.0", ">=5.0.0, <35.0.0", false);
  check("4.9.9", ">=5.0.0,<35.0.0", false);
  check("35.0.0", ">35", false);
  check("35.0.1", ">35", true);
  check("1.2.3", "<=1.2.3", true);
  check("1.2.3", "=1.2.3", true);
  check("1.2.4", "=1.2.3", false);
  check("1.2.3", "= 1.2.3 , > 1.0", true);
  check("2.0.0-rc.1", "<2.0.0", false);  // sorts with its release: ranges never hinge on it
}

TEST(Version, MalformedRequirementsAreMetByNone) {
  for (const char* requirement : {"^1.2", "~1", "*", "1.2.3", ">=", ">=1,", ",", ">=x", "=>1"}) {
    EXPECT_FALSE(is_requirement(requirement)) << requirement;
    EXPECT_FALSE(satisfies(*Version::parse("1.2.3"), requirement)) << requirement;
  }
}

}  // namespace
}  // namespace doctor
