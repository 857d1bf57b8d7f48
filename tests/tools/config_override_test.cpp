#include <gtest/gtest.h>

#include <set>

#include "tests/support/golden.h"
#include "tests/support/tools.h"

namespace doctor::test {
namespace {

constexpr const char* kTool = "config_override";

const Json kSample = {{"id", "cranelift-asm-sym-operands"},
                      {"crate", "wasmtime-fiber@34.0.2"},
                      {"command", "cargo test --release"}};

std::set<std::string> keys_of(const Json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

TEST(OverrideTool, AsText) {
  check_golden(ToolBench().text(kTool, kSample), "golden/answers/override.md");
}

TEST(OverrideTool, InFull) {
  Json arguments = kSample;
  arguments["detail"] = "full";
  check_golden(ToolBench().text(kTool, arguments), "golden/answers/override_full.md");
}

TEST(OverrideTool, AsJson) {
  check_golden(json::print_pretty(ToolBench().json(kTool, kSample)) + "\n",
               "golden/answers/override.json");
}

TEST(OverrideTool, JsonHasTheKeysOfTheContract) {
  const Json answer = ToolBench().json(kTool, kSample);
  EXPECT_EQ(keys_of(answer),
            (std::set<std::string>{"recommended", "why", "gate", "caveats", "alternatives"}));
  EXPECT_EQ(keys_of(answer.at("gate")), (std::set<std::string>{"needed", "how"}));
  // `title` is an extra; `command` is left out where files do the work.
  const std::set<std::string> option = {"scope", "title", "env", "cargo_args", "files"};
  std::set<std::string> with_command = option;
  with_command.insert("command");
  EXPECT_EQ(keys_of(answer.at("recommended")), with_command);
  EXPECT_EQ(keys_of(answer.at("alternatives").at(0)), option);
  EXPECT_EQ(keys_of(answer.at("alternatives").at(0).at("files").at(0)),
            (std::set<std::string>{"path", "action", "patch", "content"}));
}

TEST(OverrideTool, StableHasNoWay) {
  const Json answer = ToolBench().json(kTool, {{"crate", "a"}, {"toolchain", "stable"}});
  EXPECT_TRUE(answer.at("recommended").is_null());
  EXPECT_TRUE(answer.at("alternatives").empty());
  EXPECT_EQ(ToolBench()
                .text(kTool, {{"crate", "a"}, {"toolchain", "stable"}})
                .find("No override is possible. "),
            0U);
}

TEST(OverrideTool, EnvironmentOfTheCommand) {
  const Json answer = ToolBench().json(
      kTool, {{"crate", "a"}, {"env", {{"RUSTFLAGS", "-Zcodegen-backend=cranelift"}}}});
  EXPECT_EQ(answer.at("recommended").at("env").at("RUSTFLAGS"),
            "-Zcodegen-backend=cranelift -Zcodegen-backend=llvm");
  EXPECT_EQ(answer.at("gate").at("needed"), false);
}

TEST(OverrideTool, CrateSpellings) {
  ToolBench bench;
  const auto args = [&](const std::string& crate) {
    return bench.json(kTool, {{"crate", crate}})
        .at("recommended")
        .at("cargo_args")
        .at(3)
        .get<std::string>();
  };
  const std::string expected = "profile.dev.package.a-b_c.codegen-backend=\"llvm\"";
  EXPECT_EQ(args("a-b_c"), expected);
  EXPECT_EQ(args("a-b_c@1.2.3"), expected);
  EXPECT_EQ(args("a-b_c:1.2"), expected);
  EXPECT_EQ(args("a-b_c 1.2.3"), expected);
  EXPECT_EQ(args("a-b_c v1.2.3"), expected);  // as cargo prints it
}

TEST(OverrideTool, ArgumentFaults) {
  ToolBench bench;
  EXPECT_EQ(bench.fault(kTool, {{"id", "cranelift-asm-sym"}}),
            "There is no entry `cranelift-asm-sym`; the closest is `cranelift-asm-sym-operands`.");
  EXPECT_EQ(bench.fault(kTool, {{"id", "openssl-sys-not-found"}}),
            "`openssl-sys-not-found` is not helped by another backend; `lookup_limitation` with "
            "that id gives its fixes.");
  for (const char* crate : {"", "a b c", "a/b", "../x", "a@", "a@x", "\"a\"", "a\nb", "*"}) {
    EXPECT_NE(bench.fault(kTool, {{"crate", crate}}).find("a crate's name is needed"),
              std::string::npos)
        << crate;
  }
  EXPECT_EQ(bench.fault(kTool, {{"command", "make test"}}),
            "`command` is \"make test\", which calls no cargo; give the cargo command that fails, "
            "e.g. `cargo test`.");
  EXPECT_NE(bench.fault(kTool, {{"scope", "invokation"}}).find("Did you mean \"invocation\"?"),
            std::string::npos);
  EXPECT_NE(bench.fault(kTool, {{"backend", "gcc"}}).find("must be \"llvm\""), std::string::npos);
  EXPECT_EQ(bench.fault(kTool, {{"env", {{"A", 1}}}}),
            "`env.A` must be a string or null, but is 1.");
}

}  // namespace
}  // namespace doctor::test
