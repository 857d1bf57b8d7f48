#include "json/pointer.h"

#include <gtest/gtest.h>

namespace doctor::json {
namespace {

using Found = std::vector<std::optional<std::string>>;

TEST(Pointer, FindsStrings) {
  const std::string document = R"({"a":{"b":"deep"},"c":["x","y"],"n":1,"d/e":"slash","":"empty"})";
  EXPECT_EQ(strings_at(document, {"/a/b", "/c/1", "/d~1e", "/"}),
            (Found{"deep", "y", "slash", "empty"}));
}

TEST(Pointer, WhatIsMissingOrNoString) {
  const std::string document = R"({"a":{"b":1},"c":["x"],"n":null})";
  EXPECT_EQ(strings_at(document, {"/a/b", "/a", "/x", "/a/b/c", "/c/7", "/c/-", "/c/x", "/n", ""}),
            Found(9));
}

TEST(Pointer, NoJson) {
  for (const char* document : {"", "{", "text", "{\"a\":\"\xFF\"}", "[1,]"}) {
    EXPECT_EQ(strings_at(document, {"/a", "/b"}), Found(2)) << document;
  }
  EXPECT_EQ(strings_at(std::string(1000, '['), {"/a"}), Found(1));
}

}  // namespace
}  // namespace doctor::json
