#include "base/similar.h"

#include <gtest/gtest.h>

namespace doctor {
namespace {

TEST(Similar, EditDistance) {
  const auto check = [](std::string_view a, std::string_view b, int expected) {
    EXPECT_EQ(edit_distance(a, b), expected) << a << " " << b;
    EXPECT_EQ(edit_distance(b, a), expected) << b << " " << a;
  };
  check("", "", 0);
  check("abc", "abc", 0);
  check("abc", "", 3);
  check("abc", "abd", 1);
  check("abc", "abcd", 1);
  check("abcd", "acbd", 1);  // neighbours swapped
  check("kitten", "sitting", 3);
}

TEST(Similar, Closest) {
  const std::vector<std::string_view> known = {"invocation", "package", "profile", "project", "id"};
  const auto check = [&](std::string_view word, std::string_view expected) {
    EXPECT_EQ(closest(word, known), expected) << word;
  };
  check("pakage", "package");
  check("PROFILE", "profile");
  check("profiel", "profile");
  check("pro", "");  // too short for a part, too far for a misspelling
  check("proj", "project");
  check("invocations", "invocation");
  check("my-package", "package");
  check("ids", "id");
  check("zzzzzz", "");
  check("", "");
  check(std::string(100000, 'x'), "");  // the cost grows with the length, so long words are let be
}

TEST(Similar, OfEquallyNearTheFirst) {
  EXPECT_EQ(closest("bat", {"cat", "bad"}), "cat");
}

}  // namespace
}  // namespace doctor
