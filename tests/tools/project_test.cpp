// What `project_dir` does for the tools, and what it must not do.
#include "tools/project.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/golden.h"
#include "tests/support/tools.h"

namespace doctor::test {
namespace {

std::map<std::string, std::string> project() {
  return {{"/w/Cargo.toml", "[workspace]\nmembers = [\"app\", \"fiber\"]\n"},
          {"/w/app/Cargo.toml",
           "[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\nwasmtime-fiber = { "
           "path = \"../fiber\" }\n"},
          {"/w/app/src/lib.rs", ""},
          {"/w/fiber/Cargo.toml", "[package]\nname = \"wasmtime-fiber\"\nversion = \"34.0.2\"\n"},
          {"/w/fiber/src/lib.rs", ""},
          {"/w/.cargo/config.toml", "[profile.dev]\ncodegen-backend = \"cranelift\"\n"},
          {"/home/me/.cargo/config.toml", "[unstable]\ncodegen-backend = true\n"}};
}

// Remembers what is read.
class Watched : public MemoryFiles {
 public:
  using MemoryFiles::MemoryFiles;
  Result<std::string> read(const std::string& path, std::size_t limit) const override {
    read_.insert(path);
    EXPECT_LE(limit, 16U << 20U) << path;
    return MemoryFiles::read(path, limit);
  }
  Result<std::unique_ptr<ByteSource>> open(const std::string& path,
                                           std::size_t limit) const override {
    read_.insert(path);
    return MemoryFiles::open(path, limit);
  }
  const std::set<std::string>& seen() const { return read_; }

 private:
  mutable std::set<std::string> read_;
};

const tools::Environment kEnvironment = {{"HOME", "/home/me"}};

Json classify_arguments() {
  return {{"log", read_source("tests/samples/wasmtime-fiber.log")},
          {"command", "cargo test"},
          {"toolchain", "nightly"},
          {"project_dir", "/w"}};
}

// Only a nightly prints what the log holds, so the one that failed is not the one that the folder
// selects.
TEST(ToolProject, ALogOfANightlyInAFolderOfStable) {
  auto files_of_stable = project();
  files_of_stable["/w/rust-toolchain.toml"] = "[toolchain]\nchannel = \"1.95.0\"\n";
  const MemoryFiles files(files_of_stable);
  ToolBench bench(files, kEnvironment, "/elsewhere");
  Json arguments = classify_arguments();
  arguments.erase("toolchain");
  const std::string text = bench.text("classify_error", arguments);
  EXPECT_NE(text.find("Worked out for a nightly"), std::string::npos) << text;
  EXPECT_NE(text.find("wasmtime-fiber.codegen-backend=\"llvm\""), std::string::npos) << text;
  Json named = arguments;
  named["command"] = "cargo +1.95.0 test";
  EXPECT_NE(bench.text("classify_error", named).find("No override is possible."),
            std::string::npos);
  arguments["toolchain"] = "1.95.0";
  EXPECT_NE(bench.text("classify_error", arguments).find("No override is possible."),
            std::string::npos);
}

TEST(ToolProject, AFindingsFixIsProved) {
  const MemoryFiles files(project());
  ToolBench bench(files, kEnvironment, "/elsewhere");
  const std::string text = bench.text("classify_error", classify_arguments());
  EXPECT_EQ(text.find("known: "), 0U);
  EXPECT_NE(text.find("cargo test --config "
                      "'profile.test.package.wasmtime-fiber.codegen-backend=\"llvm\"'\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("gets `cranelift` from `.cargo/config.toml:2`"), std::string::npos) << text;
  EXPECT_NE(text.find("Proved by resolving"), std::string::npos) << text;
  EXPECT_NE(text.find("Gate: open, by `/home/me/.cargo/config.toml:2`"), std::string::npos) << text;
  EXPECT_LT(characters(text), 1500U) << text;

  const Json finding = bench.json("classify_error", classify_arguments()).at("findings").at(0);
  EXPECT_NE(finding.at("proved").get<std::string>().find("`wasmtime-fiber@34.0.2`"),
            std::string::npos);
  EXPECT_NE(finding.at("proof").get<std::string>().find("--unit-graph"), std::string::npos);
  EXPECT_EQ(finding.at("fix").at(1).at("language"), "diff");
}

// A log of another project still gets the fix that needs none, and the doubt is named.
TEST(ToolProject, ALogOfSomethingElse) {
  auto content = project();
  content.erase("/w/fiber/Cargo.toml");
  content["/w/Cargo.toml"] = "[workspace]\nmembers = [\"app\"]\n";
  content["/w/app/Cargo.toml"] = "[package]\nname = \"app\"\nversion = \"0.1.0\"\n";
  const MemoryFiles files(content);
  ToolBench bench(files, kEnvironment, "/elsewhere");
  const std::string text = bench.text("classify_error", classify_arguments());
  EXPECT_NE(text.find("Not proved for this project: `wasmtime-fiber` is none of the 1 package"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("profile.test.package.wasmtime-fiber"), std::string::npos) << text;
}

TEST(ToolProject, TheOverrideAsJson) {
  const MemoryFiles files(project());
  ToolBench bench(files, kEnvironment, "/elsewhere");
  const Json answer =
      bench.json("config_override",
                 {{"crate", "wasmtime-fiber"}, {"toolchain", "nightly"}, {"project_dir", "/w"}});
  EXPECT_EQ(answer.at("gate").at("satisfied_by"), "/home/me/.cargo/config.toml:2");
  EXPECT_EQ(answer.at("recommended").at("scope"), "invocation");
  const Json& lasting = answer.at("alternatives").at(0);
  EXPECT_EQ(lasting.at("scope"), "package");
  EXPECT_EQ(lasting.at("files").at(0).at("path"), ".cargo/config.toml");
  EXPECT_EQ(lasting.at("files").at(0).at("action"), "edit");
  EXPECT_NE(lasting.at("note").get<std::string>().find("does, on nightly too"), std::string::npos);
  const Json& proof = answer.at("proof");
  EXPECT_EQ(proof.at("before").at(0).at("package"), "wasmtime-fiber@34.0.2");
  EXPECT_EQ(proof.at("before").at(0).at("backend"), "cranelift");
  EXPECT_EQ(proof.at("before").at(0).at("origin"), ".cargo/config.toml:2");
  EXPECT_EQ(proof.at("after").at(0).at("backend"), "llvm");
  EXPECT_EQ(proof.at("after").at(0).at("origin"), "--config");
  EXPECT_NE(proof.at("command").get<std::string>().find("cd /w && "), std::string::npos);
}

TEST(ToolProject, TheTextStaysShort) {
  const MemoryFiles files(project());
  ToolBench bench(files, kEnvironment, "/elsewhere");
  for (const char* scope : {"recommended", "invocation", "package", "profile", "project"}) {
    const std::string text = bench.text("config_override", {{"crate", "wasmtime-fiber"},
                                                            {"scope", scope},
                                                            {"toolchain", "nightly"},
                                                            {"command", "cargo test"},
                                                            {"project_dir", "/w/app"}});
    EXPECT_LT(characters(text), 1500U) << text;
    EXPECT_NE(text.find("Proved by resolving"), std::string::npos) << text;
  }
}

// Variables of the argument `env` replace the server's own; null removes one.
TEST(ToolProject, TheEnvironmentIsTheCommands) {
  const MemoryFiles files(project());
  tools::Environment environment = kEnvironment;
  environment["RUSTFLAGS"] = "-Zcodegen-backend=gcc";
  ToolBench bench(files, environment, "/elsewhere");
  Json arguments = {{"crate", "app"}, {"toolchain", "nightly"}, {"project_dir", "/w"}};
  EXPECT_EQ(bench.json("config_override", arguments).at("recommended").at("env").size(), 1U);
  arguments["env"] = {{"RUSTFLAGS", nullptr}};
  EXPECT_EQ(bench.json("config_override", arguments).at("recommended").at("env").size(), 0U);
}

// The caller chooses the folder: nothing is read there but what Cargo and rustup read.
TEST(ToolProject, ReadsNothingElse) {
  auto content = project();
  content["/w/.env"] = "SECRET=1\n";
  content["/w/build.log"] = "error: x\n";
  content["/w/Cargo.lock"] = "version = 3\n";
  const Watched files(content);
  ToolBench bench(files, kEnvironment, "/elsewhere");
  bench.text("config_override", {{"crate", "app"}, {"project_dir", "/w"}});
  bench.text("explain_backend", {{"project_dir", "/w"}});
  const std::set<std::string> names = {"Cargo.toml",         "Cargo.lock",     "config",
                                       "config.toml",        "rust-toolchain", "settings.toml",
                                       "rust-toolchain.toml"};
  EXPECT_GE(files.seen().size(), 4U);
  for (const std::string& path : files.seen())
    EXPECT_TRUE(names.contains(path.substr(path.rfind('/') + 1))) << path;
}

TEST(ToolProject, DoesNotWidenWhatPathMayName) {
  auto content = project();
  content["/w/build.log"] = "error: x\n";
  content["/elsewhere/x"] = "";
  const MemoryFiles files(content);
  ToolBench bench(files, kEnvironment, "/elsewhere");
  EXPECT_NE(bench.fault("classify_error", {{"path", "/w/build.log"}, {"project_dir", "/w"}})
                .find("lies outside the folders that may be read"),
            std::string::npos);
  EXPECT_NE(bench.fault("classify_error", {{"log", "x"}, {"project_dir", "/none"}})
                .find("`project_dir` is \"/none\", which is no folder"),
            std::string::npos);
  EXPECT_NE(
      bench.fault("config_override", {{"project_dir", "/w/Cargo.toml"}}).find("which is no folder"),
      std::string::npos);
}

}  // namespace
}  // namespace doctor::test
