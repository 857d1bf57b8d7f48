// The gates of a project: their order, what they generate code for, and the override that each one
// needs where Cranelift is configured.
#include "tools/gate_plan.h"

#include <gtest/gtest.h>

#include "tests/support/tools.h"

namespace doctor::test {
namespace {

const std::string kManifest =
    "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
    "[dependencies]\nmacros = { path = \"macros\" }\n";

std::map<std::string, std::string> project(const std::string& config) {
  return {{"/p/Cargo.toml", kManifest},
          {"/p/Cargo.lock", "version = 4\n"},
          {"/p/flake.nix", "{ }"},
          {"/p/macros/Cargo.toml",
           "[package]\nname = \"macros\"\nversion = \"0.1.0\"\n[lib]\nproc-macro = true\n"},
          {"/p/.cargo/config.toml", config}};
}

tools::GatePlan plan_of(std::map<std::string, std::string> content,
                        const std::string& toolchain = "nightly") {
  const MemoryFiles files(std::move(content));
  return tools::plan_gates(files, {{"HOME", "/home/me"}}, "/p", toolchain);
}

std::vector<std::string> names(const tools::GatePlan& plan) {
  std::vector<std::string> out;
  for (const tools::GateStep& step : plan.steps) out.push_back(step.name);
  return out;
}

const tools::GateStep& step(const tools::GatePlan& plan, const std::string& name) {
  for (const tools::GateStep& one : plan.steps) {
    if (one.name == name) return one;
  }
  ADD_FAILURE() << "no gate " << name;
  return plan.steps.front();
}

constexpr std::string_view kDevOnCranelift =
    "[unstable]\ncodegen-backend = true\n[profile.dev]\ncodegen-backend = \"cranelift\"\n";

TEST(GatePlan, OrderIsByCost) {
  EXPECT_EQ(names(plan_of(project(""))),
            (std::vector<std::string>{"fmt", "clippy", "test", "doc", "nix"}));
  auto content = project("");
  content["/p/.config/nextest.toml"] = "";
  content.erase("/p/flake.nix");
  content.erase("/p/Cargo.lock");
  const tools::GatePlan plan = plan_of(content);
  EXPECT_EQ(names(plan), (std::vector<std::string>{"fmt", "clippy", "test", "doctest", "doc"}));
  EXPECT_EQ(step(plan, "test").command, "cargo nextest run --workspace");
  EXPECT_NE(plan.notes.back().find("no Cargo.lock"), std::string::npos);
}

TEST(GatePlan, NothingToOverrideWithLlvm) {
  for (const tools::GateStep& one : plan_of(project("")).steps) {
    EXPECT_EQ(one.backend, "") << one.name;
    EXPECT_EQ(one.with_llvm, "") << one.name;
    EXPECT_EQ(one.refusal, "") << one.name;
  }
}

// clippy and doc compile the proc-macro only, so host code is enough there.
TEST(GatePlan, EachGateNamesItsNarrowestOverride) {
  const tools::GatePlan plan = plan_of(project(std::string(kDevOnCranelift)));
  EXPECT_EQ(step(plan, "clippy").backend, "`macros` with `cranelift` by `.cargo/config.toml:4`");
  EXPECT_EQ(step(plan, "clippy").with_llvm,
            "cargo clippy --config 'profile.dev.build-override.codegen-backend=\"llvm\"' "
            "--workspace --all-targets --locked -- -D warnings");
  EXPECT_EQ(step(plan, "test").with_llvm,
            "cargo test --config 'profile.test.codegen-backend=\"llvm\"' --workspace --locked");
  EXPECT_EQ(step(plan, "test").backend,
            "`app`, `macros` with `cranelift` by `.cargo/config.toml:4`");
  EXPECT_NE(step(plan, "doc").with_llvm.find("profile.dev.build-override"), std::string::npos);
}

// A package slot beats the profile, so it has to be named; RUSTFLAGS beat everything.
TEST(GatePlan, OverridesWhatBeatsTheProfile) {
  const std::string slots = std::string(kDevOnCranelift) +
                            "[profile.dev.package.macros]\ncodegen-backend = \"cranelift\"\n"
                            "[profile.dev.package.app]\ncodegen-backend = \"cranelift\"\n";
  const tools::GatePlan plan = plan_of(project(slots));
  EXPECT_EQ(step(plan, "clippy").with_llvm,
            "cargo clippy --config 'profile.dev.package.\"macros\".codegen-backend=\"llvm\"' "
            "--workspace --all-targets --locked -- -D warnings");
  EXPECT_NE(step(plan, "test").with_llvm.find("profile.test.package.\"app\""), std::string::npos);
  const tools::GatePlan flags =
      plan_of(project("[build]\nrustflags = [\"-Zcodegen-backend=cranelift\"]\n"));
  EXPECT_EQ(step(flags, "test").with_llvm, "");
  EXPECT_NE(step(flags, "test").backend.find("take the flag out"), std::string::npos);
}

TEST(GatePlan, TheGateOfCargoIsOpenedWhereNeeded) {
  const std::string variables =
      "[profile.dev]\ncodegen-backend = \"cranelift\"\n[env]\nX = \"1\"\n";
  const tools::GatePlan closed = plan_of(project(variables));
  EXPECT_NE(step(closed, "test").refusal.find("codegen-backend"), std::string::npos);
  EXPECT_NE(step(closed, "test").refusal.find(".cargo/config.toml:2"), std::string::npos);
  EXPECT_EQ(step(closed, "fmt").refusal, "");
  const tools::GatePlan stable = plan_of(project(std::string(kDevOnCranelift)), "stable");
  EXPECT_FALSE(step(stable, "clippy").refusal.empty());
  EXPECT_NE(gate_plan_text(stable).find("cargo stops at once"), std::string::npos);
}

TEST(GatePlan, WithoutAProjectItIsGeneral) {
  const tools::GatePlan plan = plan_of({{"/p/README", ""}});
  EXPECT_EQ(plan.folder, "");
  EXPECT_NE(plan.notes.front().find("general plan"), std::string::npos) << plan.notes.front();
  EXPECT_EQ(names(plan), names(tools::general_gates()));
  const std::string text = gate_plan_text(plan);
  EXPECT_NE(text.find("--config unstable.codegen-backend=true"), std::string::npos) << text;
  EXPECT_NE(plan_of({{"/q/x", ""}}).notes.front().find("does not exist"), std::string::npos);
}

TEST(GatePlan, StaysShort) {
  EXPECT_LT(characters(gate_plan_text(plan_of(project("")))), 1500U);
  EXPECT_LT(characters(gate_plan_text(plan_of(project(std::string(kDevOnCranelift))))), 2200U);
  EXPECT_LT(characters(gate_plan_text(tools::general_gates())), 2200U);
}

TEST(GatePlan, IsAPageOfTheLookup) {
  const MemoryFiles files(project(std::string(kDevOnCranelift)));
  ToolBench bench(files, {{"HOME", "/home/me"}}, "/p");
  const Json page = {{"page", "plan_gates"}, {"toolchain", "nightly"}};
  const std::string text = bench.text("lookup_limitation", page);
  EXPECT_EQ(text, gate_plan_text(plan_of(project(std::string(kDevOnCranelift)))));
  EXPECT_EQ(bench.json("lookup_limitation", page).at("text"), text);
  EXPECT_NE(bench.fault("lookup_limitation", {{"page", "plan-gates"}}).find("`plan_gates`"),
            std::string::npos);
  EXPECT_NE(bench.text("lookup_limitation", {{"page", "plan_gates"}, {"project_dir", "macros"}})
                .find("Gates of `/p/macros`"),
            std::string::npos);
}

}  // namespace
}  // namespace doctor::test
