#include "toml/spell.h"

#include <gtest/gtest.h>

#include "toml/document.h"

namespace doctor::toml {
namespace {

TEST(Spell, QuotesKeysOnlyWhereTheyNeedIt) {
  EXPECT_EQ(spell_key("codegen-backend_1"), "codegen-backend_1");
  EXPECT_EQ(spell_key(""), "\"\"");
  EXPECT_EQ(spell_key("*"), "\"*\"");
  EXPECT_EQ(spell_key(std::vector<std::string>{"profile", "a.b", "ü"}), "profile.\"a.b\".\"ü\"");
}

TEST(Spell, StringsComeBackFromTheParser) {
  std::string all = "\xC3\xA9";
  for (char c = 1; c > 0 && c < 127; ++c) all += c;
  all += std::string("\x7F\0", 2);
  const auto parsed = parse(spell_key(all) + " = " + spell_string(all), "f");
  ASSERT_TRUE(parsed.ok()) << parsed.problem().str();
  EXPECT_EQ(parsed.value().members.at(0).key, all);
  EXPECT_EQ(parsed.value().members.at(0).value.text, all);
}

}  // namespace
}  // namespace doctor::toml
