#include "override/plan.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "knowledge/knowledge.h"
#include "override/render.h"
#include "tests/support/knowledge.h"
#include "toml/document.h"

namespace doctor::override {
namespace {

const knowledge::Entry* entry(std::string_view id) {
  const knowledge::Entry* found = test::EntryFiles::get().knowledge().find(id);
  EXPECT_NE(found, nullptr) << id;
  return found;
}

Request asking(const std::string& crate, const std::string& command = "cargo build",
               Scope scope = Scope::kRecommended) {
  Request request;
  request.crate = crate;
  request.command = command;
  request.scope = scope;
  return request;
}

// The second --config argument is the key itself; the first opens the gate.
std::string key_of(const Option& option) {
  EXPECT_GE(option.cargo_arguments.size(), 4U);
  if (option.cargo_arguments.size() < 4) return "";
  EXPECT_EQ(option.cargo_arguments[0], "--config");
  EXPECT_EQ(option.cargo_arguments[1], "unstable.codegen-backend=true");
  EXPECT_EQ(option.cargo_arguments[2], "--config");
  return option.cargo_arguments[3];
}

std::string content_of(const Option& option) {
  EXPECT_EQ(option.files.size(), 1U);
  return option.files.empty() ? "" : option.files.front().content;
}

// U1 of the rules: the profile that the command requests, not the one where settings usually stand.
TEST(Plan, NamesTheRequestedProfile) {
  const auto check = [](const std::string& command, const std::string& profile) {
    EXPECT_EQ(key_of(plan(asking("a", command)).recommended),
              "profile." + profile + ".package.a.codegen-backend=\"llvm\"")
        << command;
  };
  check("cargo build", "dev");
  check("cargo test", "test");
  check("cargo t -p a", "test");
  check("cargo bench", "bench");
  check("cargo test --release", "release");
  check("cargo build --profile ci", "ci");
  check("cargo build --profile=release-lto", "release-lto");
  check("cargo nextest run --cargo-profile ci", "ci");
  check("cargo clippy --all-targets", "dev");
}

// F3: test takes what dev has, and bench what release has, so one lasting key serves both.
TEST(Plan, LastingFormNamesTheProfileThatPassesItOn) {
  const auto check = [](const std::string& command, const std::string& profile) {
    EXPECT_EQ(content_of(plan(asking("a", command, Scope::kPackage)).recommended),
              "[unstable]\ncodegen-backend = true\n\n[profile." + profile +
                  ".package.a]\ncodegen-backend = \"llvm\"\n")
        << command;
  };
  check("cargo build", "dev");
  check("cargo test", "dev");
  check("cargo bench", "release");
  check("cargo build --release", "release");
  check("cargo build --profile ci", "ci");
}

TEST(Plan, Invocation) {
  const Plan made = plan(asking("wasmtime-fiber", "cargo test -p app -- --nocapture"));
  EXPECT_EQ(made.state, Plan::State::kOverride);
  EXPECT_EQ(made.recommended.scope, Scope::kInvocation);
  EXPECT_EQ(made.recommended.command,
            "cargo test --config unstable.codegen-backend=true --config "
            "'profile.test.package.wasmtime-fiber.codegen-backend=\"llvm\"' -p app -- --nocapture");
  EXPECT_TRUE(made.recommended.files.empty());
  EXPECT_TRUE(made.gate.needed);
  ASSERT_FALSE(made.alternatives.empty());
  EXPECT_EQ(made.alternatives.front().scope, Scope::kPackage) << "the lasting form comes next";
}

TEST(Plan, EachScopeGivesItsForm) {
  EXPECT_EQ(plan(asking("a", "cargo build", Scope::kInvocation)).recommended.scope,
            Scope::kInvocation);
  EXPECT_EQ(content_of(plan(asking("a", "cargo build", Scope::kProfile)).recommended),
            "[unstable]\ncodegen-backend = true\n\n[profile.dev]\ncodegen-backend = \"llvm\"\n");
  EXPECT_EQ(content_of(plan(asking("a", "cargo build", Scope::kProject)).recommended),
            "[unstable]\ncodegen-backend = true\n\n[profile.dev]\ncodegen-backend = \"llvm\"\n\n"
            "[profile.dev.build-override]\ncodegen-backend = \"llvm\"\n\n"
            "[profile.release]\ncodegen-backend = \"llvm\"\n\n"
            "[profile.release.build-override]\ncodegen-backend = \"llvm\"\n");
}

// Whoever asks for a lasting setting does not get a command line instead.
TEST(Plan, PackageScopeWithoutACrateIsTheLastingProfile) {
  const Plan made = plan(asking("", "cargo build", Scope::kPackage));
  EXPECT_EQ(made.recommended.scope, Scope::kProfile);
  EXPECT_EQ(content_of(made.recommended),
            "[unstable]\ncodegen-backend = true\n\n[profile.dev]\ncodegen-backend = \"llvm\"\n");
  EXPECT_EQ(made.why.find("A package override needs the name of the crate"), 0U) << made.why;
}

TEST(Plan, WithoutACrateTheWholeProfile) {
  const Plan made = plan(asking(""));
  EXPECT_EQ(key_of(made.recommended), "profile.dev.codegen-backend=\"llvm\"");
  EXPECT_EQ(made.why.find("The crate is not known"), 0U) << made.why;
}

// What the entry's own fix calls for decides how narrow the override may be.
TEST(Plan, TheEntryDecidesThePart) {
  const auto check = [](std::string_view id, const std::string& key, std::string_view why) {
    Request request = asking("a");
    request.entry = entry(id);
    const Plan made = plan(request);
    EXPECT_EQ(key_of(made.recommended), key) << id;
    EXPECT_EQ(made.why.find(why), 0U) << made.why;
  };
  check("cranelift-asm-sym-operands", "profile.dev.package.a.codegen-backend=\"llvm\"", "The rest");
  for (const knowledge::Entry& known : test::EntryFiles::get().knowledge().entries()) {
    for (const knowledge::Fix& fix : known.fixes) {
      if (fix.scope.empty()) continue;
      if (fix.scope == "profile") {
        check(known.id, "profile.dev.codegen-backend=\"llvm\"", "All crates that take part");
      }
      if (fix.scope == "build-override") {
        check(known.id, "profile.dev.build-override.codegen-backend=\"llvm\"", "The failing code");
      }
      break;
    }
  }
}

TEST(Plan, StableRefuses) {
  for (const char* toolchain :
       {"stable", "1.95.0", "rustc 1.95.0 (59807616e 2026-04-14)", "beta"}) {
    Request request = asking("a");
    request.toolchain = toolchain;
    const Plan made = plan(request);
    EXPECT_EQ(made.state, Plan::State::kImpossible) << toolchain;
    EXPECT_TRUE(made.alternatives.empty());
    EXPECT_NE(made.why.find("stable cargo refuses every `codegen-backend` key"), std::string::npos);
    EXPECT_EQ(to_markdown(made, false).find("No override is possible. "), 0U);
  }
  EXPECT_EQ(plan(asking("a", "cargo +stable test")).state, Plan::State::kImpossible);
  EXPECT_EQ(plan(asking("a", "cargo +nightly-2026-05-20 test")).state, Plan::State::kOverride);
  Request nightly = asking("a", "cargo +stable test");
  nightly.toolchain = "nightly";
  EXPECT_EQ(plan(nightly).state, Plan::State::kOverride)
      << "what is told beats what the command says";
}

// R1: the last -Zcodegen-backend wins, and profiles come first.
TEST(Plan, FlagsCanOnlyBeBeatenByFlags) {
  Request request = asking("a", "cargo test");
  request.environment = {{"RUSTFLAGS", "-Copt-level=1 -Zcodegen-backend=cranelift"}};
  const Plan made = plan(request);
  EXPECT_EQ(made.recommended.command,
            "env RUSTFLAGS='-Copt-level=1 -Zcodegen-backend=cranelift -Zcodegen-backend=llvm' "
            "cargo test");
  EXPECT_TRUE(made.recommended.cargo_arguments.empty());
  EXPECT_FALSE(made.gate.needed);

  // Assigned in the command itself, behind other words: the new value stands directly before cargo.
  EXPECT_EQ(
      plan(asking("a", "cd x && RUSTFLAGS=-Zcodegen-backend=cranelift nix develop -c cargo t"))
          .recommended.command,
      "cd x && RUSTFLAGS=-Zcodegen-backend=cranelift nix develop -c env "
      "RUSTFLAGS='-Zcodegen-backend=cranelift -Zcodegen-backend=llvm' cargo t");
}

// R2: only the first of the two that is set counts, even where it selects nothing.
TEST(Plan, EncodedFlagsHideRustflags) {
  Request request = asking("a");
  request.environment = {{"CARGO_ENCODED_RUSTFLAGS", ""},
                         {"RUSTFLAGS", "-Zcodegen-backend=cranelift"}};
  EXPECT_EQ(key_of(plan(request).recommended), "profile.dev.package.a.codegen-backend=\"llvm\"");
  request.environment["CARGO_ENCODED_RUSTFLAGS"] =
      "-Z\x1f"
      "codegen-backend=cranelift";
  const Plan made = plan(request);
  EXPECT_EQ(made.recommended.environment.at("CARGO_ENCODED_RUSTFLAGS"),
            "-Z\x1f"
            "codegen-backend=cranelift\x1f-Zcodegen-backend=llvm");
  EXPECT_TRUE(made.recommended.command.empty()) << "a shell line cannot show byte 0x1f";
  EXPECT_NE(to_markdown(made, false).find("separated by byte 0x1f"), std::string::npos);
}

TEST(Plan, OtherFlagsDoNotMatter) {
  Request request = asking("a");
  request.environment = {{"RUSTFLAGS", "-Ctarget-cpu=native"}};
  EXPECT_EQ(key_of(plan(request).recommended), "profile.dev.package.a.codegen-backend=\"llvm\"");
}

// Variables are set for cargo, wherever it stands in the line.
TEST(Plan, EnvironmentForm) {
  const Plan made = plan(asking("", "cd x && cargo build --profile my-prof"));
  const auto found = std::find_if(made.alternatives.begin(), made.alternatives.end(),
                                  [](const Option& option) { return !option.environment.empty(); });
  ASSERT_NE(found, made.alternatives.end());
  EXPECT_EQ(found->command,
            "cd x && env CARGO_PROFILE_MY_PROF_CODEGEN_BACKEND=llvm "
            "CARGO_UNSTABLE_CODEGEN_BACKEND=true cargo build --profile my-prof");
}

TEST(Plan, WhatIsNoCargoIsPlannedAsABuild) {
  EXPECT_EQ(plan(asking("a", "make all")).recommended.command.find("cargo build --config "), 0U);
}

TEST(Plan, DoctestsAreMentionedForTests) {
  const auto mentions = [](const std::string& command) {
    for (const std::string& caveat : plan(asking("a", command)).caveats) {
      if (caveat.find("Doctests") != std::string::npos) return true;
    }
    return false;
  };
  EXPECT_TRUE(mentions("cargo test"));
  EXPECT_FALSE(mentions("cargo build"));
}

// Names come from logs: whatever stands in them, the result is TOML that sets just this key.
TEST(Plan, EveryRenderedTomlParses) {
  for (const std::string crate : {"a", "a-b_c", "A1", "", "a b", "a\"b", "a\\b", "a.b", "\"",
                                  "a]\n[x", "caf\xC3\xA9", "\xFF"}) {
    for (const char* command : {"cargo build", "cargo test", "cargo build --profile 'x y'"}) {
      for (const Scope scope : {Scope::kRecommended, Scope::kInvocation, Scope::kPackage,
                                Scope::kProfile, Scope::kProject}) {
        const Plan made = plan(asking(crate, command, scope));
        std::vector<Option> options = made.alternatives;
        options.push_back(made.recommended);
        for (const Option& option : options) {
          for (const FileChange& file : option.files) {
            const auto parsed = toml::parse(file.content, file.path);
            ASSERT_TRUE(parsed.ok()) << file.content << parsed.problem().str();
            EXPECT_EQ(parsed.value().members.size(), 2U) << file.content;
          }
          for (std::size_t i = 1; i < option.cargo_arguments.size(); i += 2) {
            EXPECT_TRUE(toml::parse(option.cargo_arguments[i], "--config").ok())
                << option.cargo_arguments[i];
          }
        }
      }
    }
  }
}

TEST(Plan, ScopesHaveNames) {
  for (const Scope scope : {Scope::kRecommended, Scope::kInvocation, Scope::kPackage,
                            Scope::kProfile, Scope::kProject}) {
    EXPECT_EQ(scope_of(name_of(scope)), scope);
  }
  EXPECT_FALSE(scope_of("everything").has_value());
}

}  // namespace
}  // namespace doctor::override
