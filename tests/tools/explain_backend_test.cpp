// explain_backend as a client sees it: what it says first, what it refuses, and that it stays
// short.
#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/tools.h"
#include "tools/command_line.h"

namespace doctor::test {
namespace {

const std::string kMember = "version = \"0.1.0\"\nedition = \"2021\"\n";

MemoryFiles workspace() {
  return MemoryFiles({
      {"/w/.cargo/config", "[profile.dev]\ncodegen-backend = \"cranelift\"\n"},
      {"/w/.cargo/config.toml", "[profile.dev]\ncodegen-backend = \"llvm\"\n"},
      {"/w/Cargo.toml",
       "cargo-features = [\"codegen-backend\"]\n[workspace]\nmembers = [\"app\", \"macros\"]\n"
       "[profile.dev.package.macros]\ncodegen-backend = "
       "\"llvm\"\n[profile.dev.build-override]\ncodegen-backend = \"gcc\"\n"},
      {"/w/app/Cargo.toml", "[package]\nname = \"app\"\n" + kMember +
                                "[dependencies]\nmacros = { path = \"../macros\" }\n"},
      {"/w/app/build.rs", ""},
      {"/w/macros/Cargo.toml",
       "[package]\nname = \"macros\"\n" + kMember + "[lib]\nproc-macro = true\n"},
  });
}

const Json kAll = {{"project_dir", "/w"}, {"toolchain", "nightly"}, {"command", "cargo test"}};

TEST(ExplainBackend, AnswersFirst) {
  const MemoryFiles files = workspace();
  ToolBench bench(files, {{"HOME", "/home/me"}}, "/w");
  const std::string text = bench.text("explain_backend", kAll);
  EXPECT_TRUE(text.starts_with("`cargo test` uses profile `test`: 2 packages, ")) << text;
  EXPECT_NE(text.find("`.cargo/config.toml`: is not read at all"), std::string::npos) << text;
  EXPECT_NE(text.find("| app@0.1.0 | target | `cranelift` | `.cargo/config:2` (profile) |"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("| app@0.1.0 | build script | `gcc` | `Cargo.toml:7` (build-override) |"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("`llvm` | `Cargo.toml:5` (package.\"macros\") |"), std::string::npos) << text;
  EXPECT_NE(text.find("Gate (`codegen-backend` keys are allowed): open, by `Cargo.toml:1`"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("--unit-graph -Zunstable-options"), std::string::npos) << text;
  EXPECT_NE(text.find("doctests"), std::string::npos) << text;
  EXPECT_LT(characters(text), 2000U) << text;
}

TEST(ExplainBackend, GivesTheSameAsJson) {
  const MemoryFiles files = workspace();
  ToolBench bench(files, {{"HOME", "/home/me"}}, "/w");
  const Json answer = bench.json("explain_backend", kAll);
  EXPECT_EQ(answer.at("profile"), "test");
  EXPECT_EQ(answer.at("gate"), Json({{"open", true}, {"by", "Cargo.toml:1"}}));
  EXPECT_EQ(answer.at("rustflags"), Json());
  EXPECT_FALSE(answer.contains("error"));
  EXPECT_EQ(answer.at("packages").at(0),
            Json::parse(R"({"package": "app@0.1.0", "member": true, "use": "target",
                            "backend": "cranelift", "origin": ".cargo/config:2",
                            "host_backend": "gcc", "host_origin": "Cargo.toml:7",
                            "overrode": [{"backend": "cranelift", "origin": ".cargo/config:2"}]})"));
  EXPECT_EQ(answer.at("packages").at(1).at("host_backend"), "llvm");
}

TEST(ExplainBackend, VariablesReplaceTheServersOwn) {
  const MemoryFiles files = workspace();
  ToolBench bench(files, {{"HOME", "/home/me"}, {"RUSTFLAGS", "-Zcodegen-backend=x"}}, "/w");
  Json arguments = kAll;
  EXPECT_EQ(bench.json("explain_backend", arguments).at("rustflags"),
            Json({{"backend", "x"}, {"origin", "env:RUSTFLAGS"}}));
  arguments["env"] = {{"RUSTFLAGS", nullptr}, {"CARGO_PROFILE_TEST_CODEGEN_BACKEND", "llvm"}};
  const Json answer = bench.json("explain_backend", arguments);
  EXPECT_EQ(answer.at("rustflags"), Json());
  EXPECT_EQ(answer.at("packages").at(0).at("origin"), "env:CARGO_PROFILE_TEST_CODEGEN_BACKEND");
}

TEST(ExplainBackend, ReportsWhatCargoRefuses) {
  const std::string manifest =
      "[package]\nname = \"p\"\n[profile.dev]\ncodegen-backend = \"llvm\"\n";
  const MemoryFiles files({{"/p/Cargo.toml", manifest}});
  ToolBench bench(files, {{"HOME", "/home/me"}}, "/p");
  const Json arguments = {{"project_dir", "/p"}};
  const Json answer = bench.json("explain_backend", arguments);
  EXPECT_EQ(answer.at("error").at("class"), "gate");
  EXPECT_EQ(answer.at("error").at("origin"), "Cargo.toml:4");
  EXPECT_EQ(answer.at("gate").at("open"), false);
  EXPECT_EQ(answer.at("packages").size(), 1U);
  const std::string text = bench.text("explain_backend", arguments);
  EXPECT_NE(text.find("stops with an error"), std::string::npos) << text;
  EXPECT_NE(text.find("Without that error"), std::string::npos) << text;
}

TEST(ExplainBackend, NamesTheArgumentThatIsWrong) {
  const MemoryFiles files = workspace();
  ToolBench bench(files, {}, "/w");
  const auto fault = [&](Json more) {
    Json arguments = kAll;
    arguments.update(more);
    return bench.fault("explain_backend", arguments);
  };
  EXPECT_NE(fault({{"project_dir", "/nowhere"}}).find("`project_dir` is \"/nowhere\""),
            std::string::npos);
  EXPECT_NE(fault({{"command", "make"}}).find("calls no cargo"), std::string::npos);
  EXPECT_NE(fault({{"package", "macro"}}).find("the closest is `macros`"), std::string::npos);
}

TEST(ExplainBackend, IsACommandToo) {
  const MemoryFiles files = workspace();
  tools::Engine engine(files, {{"HOME", "/home/me"}}, "/");
  const auto run = [&](const std::vector<std::string>& words) {
    std::ostringstream out;
    std::ostringstream err;
    const int status = tools::run_command_line(engine, words, {out, err, 0, false});
    return std::to_string(status) + " " + out.str() + err.str();
  };
  EXPECT_TRUE(run({"backend", "w", "--toolchain", "nightly", "--", "cargo", "build", "--release"})
                  .starts_with("0 `cargo build --release` uses profile `release`"));
  EXPECT_TRUE(run({"backend", "--project-dir", "/w", "--json"}).starts_with("0 {"));
  EXPECT_TRUE(run({"backend", "w", "x"}).starts_with("2 "));
}

// 400 packages in under 50 ms is a number of the benchmark; here it must only not explode.
TEST(ExplainBackend, LargeWorkspacesStayWithinTheLimit) {
  std::map<std::string, std::string> content = {
      {"/w/Cargo.toml", "[workspace]\nmembers = [\"m*\"]\n"},
      {"/w/.cargo/config.toml", "include = [\"1.toml\"]\n[unstable]\ncodegen-backend = true\n"}};
  for (int i = 1; i < 12; ++i) {
    const std::string next = std::to_string(i + 1) + ".toml";
    const std::string name = "/w/.cargo/" + std::to_string(i) + ".toml";
    content[name] = "[profile.dev.package.m" + std::to_string(i) + "]\ncodegen-backend = \"gcc\"\n";
    if (i < 11) content[name] = "include = [\"" + next + "\"]\n" + content[name];
  }
  for (int i = 0; i < 400; ++i) {
    const std::string name = "m" + std::to_string(i);
    content["/w/" + name + "/Cargo.toml"] = "[package]\nname = \"" + name + "\"\n" + kMember;
  }
  const MemoryFiles files(content);
  ToolBench bench(files, {{"HOME", "/home/me"}}, "/w");
  const Json answer = bench.json("explain_backend", kAll);
  EXPECT_NE(answer.at("showing").get<std::string>().find(" of 400 packages"), std::string::npos);
  Json one = kAll;
  one["package"] = "m11";
  EXPECT_EQ(bench.json("explain_backend", one).at("packages").at(0).at("origin"),
            ".cargo/11.toml:2");
}

}  // namespace
}  // namespace doctor::test
