#include "override/edit.h"

#include <gtest/gtest.h>

#include "override/diff.h"
#include "tests/support/edit_cases.h"

namespace doctor::override {
namespace {

const Setting kBackend{{"profile", "dev", "codegen-backend"}, "llvm"};
const Setting kGate{{"unstable", "codegen-backend"}, true};

// What every edit promises, whatever comes out of it.
void check_promises(const std::string& input, const Setting& setting, const Edited& edited) {
  ASSERT_LE(edited.replacements.size(), 1U);
  if (edited.replacements.empty()) {
    EXPECT_EQ(edited.text, input);
    return;
  }
  const Replacement& one = edited.replacements[0];
  std::string by_hand = input;
  ASSERT_EQ(input.substr(one.offset, one.removed.size()), one.removed);
  by_hand.replace(one.offset, one.removed.size(), one.inserted);
  EXPECT_EQ(edited.text, by_hand);
  std::string undone = edited.text;
  undone.replace(one.offset, one.inserted.size(), one.removed);
  EXPECT_EQ(undone, input);
  const auto again = edit(edited.text, {setting}, "config.toml");
  ASSERT_TRUE(again.ok()) << again.problem().str();
  EXPECT_TRUE(again.value().replacements.empty()) << "a second edit changes something";
}

void check(const test::EditCase& one) {
  SCOPED_TRACE(one.name);
  const auto edited = edit(one.input, {one.setting}, "config.toml");
  if (!one.output) {
    ASSERT_FALSE(edited.ok()) << edited.value().text;
    EXPECT_EQ(edited.problem().where.file, "config.toml");
    EXPECT_GT(edited.problem().where.line, 0) << edited.problem().str();
    return;
  }
  ASSERT_TRUE(edited.ok()) << edited.problem().str();
  EXPECT_EQ(edited.value().text, *one.output);
  check_promises(one.input, one.setting, edited.value());
}

TEST(Edit, DoesTheOwnCases) {
  const auto cases = test::own_edit_cases();
  EXPECT_GE(cases.size(), 80U);
  for (const test::EditCase& one : cases) check(one);
}

TEST(Edit, DoesTheCasesOfTheSpecification) {
  const auto cases = test::shared_edit_cases();
  if (!cases) GTEST_SKIP() << "../shared/cargo/edit_cases.json is not there";
  EXPECT_EQ(cases->size(), 72U);
  for (const test::EditCase& one : *cases) check(one);
}

std::string refusal(const std::string& document, const Setting& setting = kBackend) {
  const auto edited = edit(document, {setting}, "config.toml");
  return edited.ok() ? "edited: " + edited.value().text : edited.problem().str();
}

TEST(Edit, SaysWhatIsInTheWayAndWhere) {
  EXPECT_EQ(refusal("# c\n[[profile.dev]]\n"),
            "config.toml:2:1: `profile.dev` is an array of tables, not a table, so "
            "`profile.dev.codegen-backend` cannot be set");
  EXPECT_EQ(refusal("profile = 'x'\n"),
            "config.toml:1:11: `profile` is a string, not a table, so "
            "`profile.dev.codegen-backend` cannot be set");
  EXPECT_EQ(refusal("[profile.dev]\ncodegen-backend = [\"cranelift\"]\n"),
            "config.toml:2:19: `profile.dev.codegen-backend` is an array, not a single value");
  EXPECT_EQ(refusal("[profile.dev.package.'*'.codegen-backend]\n",
                    {{"profile", "dev", "package", "*", "codegen-backend"}, "llvm"}),
            "config.toml:1:1: `profile.dev.package.\"*\".codegen-backend` is a table, not a single "
            "value");
  EXPECT_EQ(refusal("a = 1\nb = \"\xFF\"\n"), "config.toml:2: is not valid UTF-8");
}

TEST(Edit, RefusesSettingsThatNoDocumentCanHold) {
  EXPECT_EQ(refusal("", {{}, "llvm"}), "config.toml: no key to set was named");
  EXPECT_EQ(refusal("", {{"a", "b"}, "\xFF"}),
            "config.toml: `a.b` cannot be set without changing other keys (is not valid UTF-8)");
  const std::vector<std::string> deep(100'000, "a");
  EXPECT_LT(refusal("", {deep, "llvm"}).size(), 400U);
  EXPECT_EQ(refusal("", {{"a\n", ""}, std::string("\0\"", 2)}),
            "edited: [\"a\\u000A\"]\n\"\" = \"\\u0000\\\"\"\n");
}

TEST(Edit, SetsSeveralKeysOneAfterAnother) {
  const Setting package{{"profile", "dev", "package", "*", "codegen-backend"}, "llvm"};
  const std::string before = "[profile.dev]\nopt-level = 1\n";
  const auto edited = edit(before, {kGate, kBackend, package, kGate}, "config.toml");
  ASSERT_TRUE(edited.ok());
  EXPECT_EQ(edited.value().text,
            "[profile.dev]\nopt-level = 1\ncodegen-backend = \"llvm\"\n\n"
            "[unstable]\ncodegen-backend = true\n\n"
            "[profile.dev.package.\"*\"]\ncodegen-backend = \"llvm\"\n");
  ASSERT_EQ(edited.value().replacements.size(), 3U) << "the second gate is there already";
  std::string undone = edited.value().text;
  const auto& replacements = edited.value().replacements;
  for (auto step = replacements.rbegin(); step != replacements.rend(); ++step) {
    undone.replace(step->offset, step->inserted.size(), step->removed);
  }
  EXPECT_EQ(undone, before);
}

TEST(Edit, SetsAllKeysOrNone) {
  const auto edited = edit("profile = 1\n", {kGate, kBackend}, "config.toml");
  ASSERT_FALSE(edited.ok());
  EXPECT_EQ(edited.problem().where.line, 1);
}

TEST(Edit, MakesOnePatchOfAFile) {
  const auto made = edit_file(".cargo/config.toml", std::nullopt, {kGate, kBackend});
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made.value().edited.text,
            "[unstable]\ncodegen-backend = true\n\n[profile.dev]\ncodegen-backend = \"llvm\"\n");
  EXPECT_EQ(made.value().patch, creation_patch(".cargo/config.toml", made.value().edited.text));

  const auto changed = edit_file("Cargo.toml", "[profile.dev]\ndebug = 0 # d", {kBackend, kGate});
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(changed.value().patch,
            "--- a/Cargo.toml\n+++ b/Cargo.toml\n@@ -1,2 +1,6 @@\n [profile.dev]\n"
            "-debug = 0 # d\n\\ No newline at end of file\n"
            "+debug = 0 # d\n+codegen-backend = \"llvm\"\n+\n+[unstable]\n"
            "+codegen-backend = true\n");

  const auto same = edit_file("Cargo.toml", "unstable.codegen-backend = true", {kGate});
  ASSERT_TRUE(same.ok());
  EXPECT_EQ(same.value().patch, "");
  EXPECT_FALSE(edit_file("Cargo.toml", "[", {kGate}).ok());
}

}  // namespace
}  // namespace doctor::override
