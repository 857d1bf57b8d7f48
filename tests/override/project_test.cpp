// Overrides for projects: what is offered, in which order, and what people are told where nothing
// can be. That every offer works is shown by corpus_override_test.cpp.
#include "override/project.h"

#include <gtest/gtest.h>

#include "override/render.h"

namespace doctor::override {
namespace {

using Content = std::map<std::string, std::string>;

const std::string kGate = "[unstable]\ncodegen-backend = true\n";
const std::string kCranelift = "[profile.dev]\ncodegen-backend = \"cranelift\"\n";
const std::string kHome = "/home/me/.cargo/config.toml";
const std::string kNear = "/home/me/p/.cargo/config.toml";

Content project(Content more = {}) {
  Content content = {
      {"/home/me/p/Cargo.toml",
       "[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\ndep = { path = \"../dep\" "
       "}\n"},
      {"/home/me/p/src/lib.rs", ""},
      {"/home/me/p/build.rs", ""},
      {"/home/me/dep/Cargo.toml", "[package]\nname = \"dep\"\nversion = \"1.2.3\"\n"},
      {"/home/me/dep/src/lib.rs", ""},
      {kHome, kGate + kCranelift}};
  for (auto& [path, text] : more) content[path] = std::move(text);
  return content;
}

struct Ask {
  std::string crate = "dep";
  std::string command = "cargo build";
  Scope scope = Scope::kRecommended;
  cargo::Environment environment = {};
  std::string toolchain = "nightly";
};

Plan planned(Content content, Ask ask = {}) {
  const MemoryFiles files(std::move(content));
  Request request;
  request.crate = ask.crate;
  request.command = ask.command;
  request.scope = ask.scope;
  request.toolchain = ask.toolchain;
  ask.environment.emplace("HOME", "/home/me");
  return plan_in_project(files, request, {"/home/me/p", ask.environment});
}

const Option* with_files(const Plan& plan) {
  if (!plan.recommended.files.empty()) return &plan.recommended;
  for (const Option& option : plan.alternatives) {
    if (!option.files.empty()) return &option;
  }
  return nullptr;
}

bool offers_variable(const Plan& plan, const std::string& name) {
  if (plan.recommended.environment.contains(name)) return true;
  return std::any_of(plan.alternatives.begin(), plan.alternatives.end(),
                     [&](const Option& option) { return option.environment.contains(name); });
}

// With the gate open elsewhere the smallest override is one key.
TEST(ProjectPlan, OneCrate) {
  const Plan plan = planned(project());
  ASSERT_EQ(plan.state, Plan::State::kOverride) << plan.why;
  EXPECT_EQ(plan.recommended.command,
            "cargo build --config 'profile.dev.package.dep.codegen-backend=\"llvm\"'");
  EXPECT_EQ(plan.why,
            "`dep@1.2.3` gets `cranelift` from `/home/me/.cargo/config.toml:4` (profile); with "
            "this, `llvm` from `--config` (package.\"dep\"). Proved by resolving the project again "
            "with it.");
  EXPECT_EQ(plan.gate.satisfied_by, kHome + ":2");
  ASSERT_FALSE(plan.alternatives.empty());
  const Option& lasting = plan.alternatives.front();
  ASSERT_EQ(lasting.files.size(), 1U);
  EXPECT_EQ(lasting.files[0].patch,
            "--- /dev/null\n+++ b/.cargo/config.toml\n@@ -0,0 +1,2 @@\n+[profile.dev.package.dep]\n"
            "+codegen-backend = \"llvm\"\n");
  EXPECT_EQ(lasting.files[0].target, kNear);
  EXPECT_NE(lasting.note.find("`/home/me/.cargo/config.toml:2` does, on nightly too"),
            std::string::npos)
      << lasting.note;
  ASSERT_TRUE(plan.proof);
  ASSERT_EQ(plan.proof->before.size(), 1U) << "only the crate changes";
  EXPECT_EQ(plan.proof->before[0].target.backend.value, "cranelift");
  EXPECT_EQ(plan.proof->after[0].target.backend.value, "llvm");
  EXPECT_NE(plan.proof->command.find("--unit-graph"), std::string::npos);
  EXPECT_FALSE(offers_variable(plan, "CARGO_PROFILE_DEV_CODEGEN_BACKEND")) << "one crate (E4)";
}

// Where the project opens the gate itself, the lasting form comes first.
TEST(ProjectPlan, AProjectWithItsOwnGate) {
  const Plan plan = planned(project({{kNear, "# ours\n" + kGate}}));
  ASSERT_EQ(plan.recommended.files.size(), 1U);
  EXPECT_EQ(plan.recommended.files[0].action, "edit");
  EXPECT_EQ(plan.recommended.files[0].content,
            "# ours\n" + kGate + "\n[profile.dev.package.dep]\ncodegen-backend = \"llvm\"\n");
  EXPECT_NE(plan.recommended.note.find("stable cargo"), std::string::npos);
  EXPECT_NE(plan.proof->command.find("cargo build --unit-graph"), std::string::npos);
}

// A variable opens the gate for one call only, so a file brings its own (T10).
TEST(ProjectPlan, AFileBringsItsOwnGate) {
  const Plan plan = planned(project({{kHome, kCranelift}}),
                            {.environment = {{"CARGO_UNSTABLE_CODEGEN_BACKEND", "true"}}});
  EXPECT_EQ(plan.recommended.cargo_arguments.size(), 2U) << "the gate is open for the command";
  const Option* lasting = with_files(plan);
  ASSERT_NE(lasting, nullptr);
  EXPECT_EQ(lasting->files[0].content,
            kGate + "\n[profile.dev.package.dep]\ncodegen-backend = \"llvm\"\n");
}

TEST(ProjectPlan, AClosedGateIsOpened) {
  const Plan plan = planned(project({{kHome, kCranelift}}), {.crate = ""});
  ASSERT_EQ(plan.state, Plan::State::kOverride) << plan.why;
  EXPECT_EQ(plan.recommended.cargo_arguments[1], "unstable.codegen-backend=true");
}

TEST(ProjectPlan, ScopesAreKept) {
  const auto first = [](Scope scope) {
    return planned(project(), {.command = "cargo test", .scope = scope}).recommended;
  };
  EXPECT_EQ(first(Scope::kInvocation).scope, Scope::kInvocation);
  EXPECT_EQ(first(Scope::kPackage).files.at(0).content,
            "[profile.dev.package.dep]\ncodegen-backend = \"llvm\"\n")
      << "one key for build and test (F3)";
  EXPECT_EQ(first(Scope::kProfile).files.at(0).content,
            "[profile.dev]\ncodegen-backend = \"llvm\"\n");
  EXPECT_EQ(first(Scope::kProject).scope, Scope::kProject);
}

// The lasting form names the requested profile where dev does not reach it.
TEST(ProjectPlan, TheProfileOfTestsWhereItHasItsOwnKey) {
  Content content = project();
  content[kHome] += "[profile.test.package.dep]\ncodegen-backend = \"cranelift\"\n";
  const Plan plan = planned(content, {.command = "cargo test", .scope = Scope::kPackage});
  ASSERT_EQ(plan.recommended.files.size(), 1U) << plan.why;
  EXPECT_EQ(plan.recommended.files[0].content,
            "[profile.test.package.dep]\ncodegen-backend = \"llvm\"\n");
}

// P7, P8: another spelling of the same package would be refused or random.
TEST(ProjectPlan, KeepsTheSpellingThatIsThere) {
  Content content = project();
  content[kHome] += "[profile.dev.package.\"dep:1.2.3\"]\ncodegen-backend = \"cranelift\"\n";
  EXPECT_EQ(planned(content).recommended.cargo_arguments[1],
            "profile.dev.package.\"dep:1.2.3\".codegen-backend=\"llvm\"");
  content[kNear] = "[profile.dev.package.\"dep@1.2.3\"]\ncodegen-backend = \"gcc\"\n";
  EXPECT_EQ(planned(content).recommended.cargo_arguments.size(), 4U) << "both, as it is random";
}

// cargo/rules.md 10.1: the five conditions under which the plain variable does nothing.
TEST(ProjectPlan, TheDevVariableIsNotOfferedWhereItDoesNothing) {
  const std::string name = "CARGO_PROFILE_DEV_CODEGEN_BACKEND";
  const Ask everything{.crate = ""};
  EXPECT_TRUE(offers_variable(planned(project(), everything), name)) << "here it works";
  const auto check = [&](const std::string& why, Content more, Ask ask) {
    ask.crate = "";
    Content content = project();
    for (auto& [path, text] : more) content[path] += text;
    EXPECT_FALSE(offers_variable(planned(content, ask), name)) << why;
  };
  check("(a) stable", {}, {.toolchain = "stable"});
  check("(b) the test profile has its own key",
        {{"/home/me/p/Cargo.toml", "[profile.test]\ncodegen-backend = \"cranelift\"\n"}},
        {.command = "cargo test"});
  check("(c) a package slot", {{kHome, "[profile.dev.package.dep]\ncodegen-backend = \"gcc\"\n"}},
        {});
  check("(c) the star", {{kHome, "[profile.dev.package.\"*\"]\ncodegen-backend = \"gcc\"\n"}}, {});
  check("(d) another profile", {{kHome, "[profile.release]\ncodegen-backend = \"gcc\"\n"}},
        {.command = "cargo test --release"});
  check("(e) flags", {}, {.environment = {{"RUSTFLAGS", "-Zcodegen-backend=cranelift"}}});
  // (a) a closed gate: the variable comes with the one that opens it.
  Content closed = project({{kHome, kCranelift}});
  const Plan plan = planned(closed, everything);
  EXPECT_TRUE(offers_variable(plan, name));
  EXPECT_TRUE(offers_variable(plan, "CARGO_UNSTABLE_CODEGEN_BACKEND"));
  // (c) build-override: its own variable stands beside it.
  Content host = project();
  host[kHome] += "[profile.dev.build-override]\ncodegen-backend = \"gcc\"\n";
  EXPECT_TRUE(offers_variable(planned(host, everything),
                              "CARGO_PROFILE_DEV_BUILD_OVERRIDE_CODEGEN_BACKEND"));
}

TEST(ProjectPlan, SaysWhyNothingCanBeDone) {
  const auto check = [](const Plan& plan, Plan::State state, const std::string& words) {
    EXPECT_EQ(plan.state, state) << plan.why;
    EXPECT_NE(plan.why.find(words), std::string::npos) << plan.why;
    EXPECT_TRUE(plan.alternatives.empty());
    EXPECT_FALSE(to_markdown(plan, false).empty());
  };
  using enum Plan::State;
  check(planned(project({{"/home/me/p/rust-toolchain.toml", "[toolchain]\nchannel = \"1.95\"\n"}}),
                {.toolchain = ""}),
        kImpossible, "chosen by `rust-toolchain.toml:2`. Cargo stops at `/home/me/.cargo/config");
  check(planned(project({{kNear, "a = [\n"}})), kImpossible, "`.cargo/config.toml:1`). Mend that");
  check(planned(project(), {.command = "cargo rustc -- -Zcodegen-backend=cranelift"}), kImpossible,
        "behind `--` choose `cranelift`");
  check(planned(project(), {.crate = "depp"}), kUnknownCrate,
        "`depp` is none of the 2 packages of this project; the closest is `dep`");
  check(planned(project(), {.command = "cargo build --release"}), kNotNeeded,
        "`cargo build --release` compiles `dep@1.2.3` with rustc's default, LLVM (nothing is set)");
}

// R1, R2: only flags beat flags; all that is there comes along.
TEST(ProjectPlan, FlagsOfTheConfiguration) {
  Content content = project();
  content[kHome] += "[build]\nrustflags = [\"-Copt-level=1\", \"-Zcodegen-backend=gcc\"]\n";
  const Plan plan = planned(content);
  ASSERT_EQ(plan.state, Plan::State::kOverride) << plan.why;
  EXPECT_EQ(plan.recommended.command,
            "env RUSTFLAGS='-Copt-level=1 -Zcodegen-backend=gcc -Zcodegen-backend=llvm' cargo "
            "build");
  EXPECT_NE(plan.why.find("`/home/me/.cargo/config.toml:6`"), std::string::npos) << plan.why;
  EXPECT_FALSE(plan.gate.needed);
  EXPECT_TRUE(plan.proof->command.empty()) << "cargo's unit graph does not show flags (R17)";
}

TEST(ProjectPlan, WrappersAreNamed) {
  const Plan plan = planned(project(), {.environment = {{"RUSTC_WRAPPER", "/opt/wrap"}}});
  ASSERT_FALSE(plan.caveats.empty());
  EXPECT_EQ(plan.caveats.front().find("`/opt/wrap` (`env:RUSTC_WRAPPER`) stands in for rustc"), 0U);
}

// What only a variable sets is beaten by no file.
TEST(ProjectPlan, SaysWhyNoFileHelps) {
  const Plan plan =
      planned(project(), {.crate = "",
                          .scope = Scope::kProfile,
                          .environment = {{"CARGO_PROFILE_DEV_CODEGEN_BACKEND", "x"}}});
  EXPECT_TRUE(plan.recommended.files.empty());
  ASSERT_FALSE(plan.caveats.empty());
  EXPECT_NE(plan.caveats.front().find("would still get `x` from "
                                      "`env:CARGO_PROFILE_DEV_CODEGEN_BACKEND`"),
            std::string::npos)
      << plan.caveats.front();
}

// C3: beside a legacy file a new one would never be read.
TEST(ProjectPlan, EditsTheFileThatCounts) {
  const Plan plan = planned(project({{"/home/me/p/.cargo/config", "[term]\nquiet = true\n"},
                                     {kNear, "[term]\nverbose = true\n"}}),
                            {.scope = Scope::kPackage});
  ASSERT_EQ(plan.recommended.files.size(), 1U);
  EXPECT_EQ(plan.recommended.files[0].path, ".cargo/config");
}

// A later --config of the user's own wins over one in front of it; an alias may end in "--".
TEST(ProjectPlan, FindsThePlaceForArguments) {
  EXPECT_EQ(planned(project(), {.command = "cargo build --config "
                                           "'profile.dev.package.dep.codegen-backend=\"gcc\"' -v"})
                .recommended.command,
            "cargo build --config 'profile.dev.package.dep.codegen-backend=\"gcc\"' -v --config "
            "'profile.dev.package.dep.codegen-backend=\"llvm\"'");
  Content content = project();
  content[kHome] += "[alias]\nshow = \"run -- --port 1\"\n";
  EXPECT_EQ(planned(content, {.command = "cargo show"}).recommended.command,
            "cargo --config 'profile.dev.package.dep.codegen-backend=\"llvm\"' show");
}

// A project whose configuration is linked to somewhere else is not written there.
TEST(ProjectPlan, StaysInsideTheProject) {
  Content content = project({{"/srv/shared/config.toml", "[term]\nquiet = true\n"}});
  const MemoryFiles files(content, {{"/home/me/p/.cargo", "/srv/shared"}});
  Request request;
  request.crate = "dep";
  request.toolchain = "nightly";
  request.scope = Scope::kPackage;
  const Plan plan = plan_in_project(files, request, {"/home/me/p", {{"HOME", "/home/me"}}});
  ASSERT_EQ(plan.recommended.files.size(), 1U) << plan.why;
  EXPECT_EQ(plan.recommended.files[0].target, "/home/me/p/Cargo.toml");
}

}  // namespace
}  // namespace doctor::override
