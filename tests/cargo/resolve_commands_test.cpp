// What the real cargo does with options, aliases, variables and quotes, and with projects in
// disorder.
#include <gtest/gtest.h>

#include <algorithm>

#include "cargo/proof.h"
#include "cargo/resolve.h"
#include "tests/support/cargo_scene.h"

namespace doctor::test {
namespace {

using cargo::Resolution;

// Cargo stops at a bad file, but what the others say is told all the same.
TEST(CargoCommands, ABadFileLeavesTheRest) {
  for (const std::string bad : {"a = [", "\xff", "x = 1.5"}) {
    const Resolution resolution = resolve(project({{"/home/me/p/.cargo/config.toml", bad}}));
    ASSERT_TRUE(resolution.error) << bad;
    ASSERT_EQ(resolution.packages.size(), 1U) << bad;
    EXPECT_EQ(resolution.packages[0].target.backend.value, "cranelift") << bad;
  }
}

// Measured with cargo 1.95 and 1.97: --config and -Z behind the subcommand replace those in front
// of it, but not those in front of an alias.
TEST(CargoCommands, OptionsBehindTheSubcommandReplaceThoseInFront) {
  const auto at = [](const std::string& command) {
    return answer(resolve(
        project({{"/home/me/p/.cargo/config.toml",
                  "[alias]\nbb = \"build\"\nbc = [\"--config\", \"profile.dev.codegen-backend="
                  "'c'\", \"build\"]\n"}}),
        {.command = command}));
  };
  const std::string front = "cargo --config profile.dev.codegen-backend=\\'a\\' ";
  const std::string home = "cranelift from /home/me/.cargo/config.toml:4";
  EXPECT_EQ(at(front + "build"), "a from --config");
  EXPECT_EQ(at(front + "build --config profile.dev.debug=1"), home);
  EXPECT_EQ(at(front + "bb --config profile.dev.debug=1"), "a from --config");
  EXPECT_EQ(at("cargo bc"), "c from --config");
  EXPECT_EQ(at("cargo bc --config profile.dev.debug=1"), home);
  Content closed = project({{"/home/me/.cargo/config.toml", kCranelift}});
  EXPECT_EQ(answer(resolve(closed, {.command = "cargo -Zcodegen-backend build"})),
            "cranelift from /home/me/.cargo/config.toml:2");
  EXPECT_EQ(
      answer(resolve(closed, {.command = "cargo -Zcodegen-backend build -Zpanic-abort-tests"})),
      "error: gate at /home/me/.cargo/config.toml:2");
}

TEST(CargoCommands, VariablesInTheCommandAreThoseOfTheEnvironment) {
  Scene scene{.command = "RUSTFLAGS=\"$RUSTFLAGS -Copt-level=1\" cargo build",
              .environment = {{"HOME", "/home/me"}, {"RUSTFLAGS", "-Zcodegen-backend=llvm"}}};
  EXPECT_EQ(answer(resolve(project(), scene)), "llvm from env:RUSTFLAGS");
  scene.command = "RUSTFLAGS=\"${RUSTFLAGS}x\" cargo build";
  EXPECT_EQ(answer(resolve(project(), scene)), "llvmx from env:RUSTFLAGS");
  scene.command = "RUSTFLAGS='$RUSTFLAGS' cargo build";
  EXPECT_EQ(answer(resolve(project(), scene)), "cranelift from /home/me/.cargo/config.toml:4");
  scene.command = "RUSTFLAGS=\"$NONE\" cargo build";
  EXPECT_EQ(answer(resolve(project(), scene)), "cranelift from /home/me/.cargo/config.toml:4");
}

TEST(CargoCommands, CallsInQuotes) {
  const Content content = project(
      {{"/home/me/p/.cargo/config.toml", "[profile.release]\ncodegen-backend = \"gcc\"\n"}});
  for (const char* command : {"cd p && sh -c 'cargo build -r'",
                              "nix develop .#x -c bash -c \"cd p; cargo build -r 2>&1\"",
                              "sh -c \"cd p && sh -c 'cargo build -r'\" >log"}) {
    EXPECT_EQ(answer(resolve(content, {.command = command, .folder = "/home/me"})),
              "gcc from /home/me/p/.cargo/config.toml:2")
        << command;
  }
}

// A manifest that is merely passed on the way up is no part of the build.
TEST(CargoCommands, PackagesAboveAreNoPartOfTheBuild) {
  const Content content =
      project({{"/home/me/p/k/Cargo.toml", "[package]\nname = \"k\"\nversion = \"0.1.0\"\n"},
               {"/home/me/p/k/src/lib.rs", ""},
               {"/home/me/p/.cargo/config.toml",
                "[profile.dev.package]\n\"app@0.1\".opt-level = 1\napp.opt-level = 2\n"}});
  const Resolution resolution = resolve(content, {.folder = "/home/me/p/k"});
  EXPECT_FALSE(resolution.error) << resolution.error->message;
  EXPECT_EQ(resolution.packages.size(), 1U);
}

// `cargo check --profile test` checks tests and their dependencies.
TEST(CargoCommands, OldSpellingsOfTests) {
  const Content content = project(
      {{"/home/me/p/Cargo.toml", kPackage + "[dev-dependencies]\nd = { path = \"../d\" }\n"},
       {"/home/me/d/Cargo.toml", "[package]\nname = \"d\"\nversion = \"0.1.0\"\n"},
       {"/home/me/d/src/lib.rs", ""}});
  const auto builds_it = [&](const char* command) {
    const Resolution resolution = resolve(content, {.command = command});
    return std::any_of(resolution.packages.begin(), resolution.packages.end(), [](const auto& p) {
      return p.package.id.name == "d" && p.package.is_for_target;
    });
  };
  EXPECT_TRUE(builds_it("cargo check --profile test"));
  EXPECT_FALSE(builds_it("cargo check --profile dev"));
  EXPECT_TRUE(builds_it("cargo rustc --profile bench"));
  EXPECT_FALSE(builds_it("cargo build --profile bench"));
}

// What cargo is asked to confirm has the same options, where they still count (O3, O4).
TEST(CargoCommands, TheProofKeepsTheOptions) {
  const auto proof = [](const std::string& command) {
    const std::string whole = cargo::proof_command(resolve(project(), {.command = command}));
    return whole.substr(whole.find("cargo "));
  };
  const std::string end = " --unit-graph -Zunstable-options";
  EXPECT_EQ(proof("cargo -Zcodegen-backend --config profile.dev.debug=1 run -p app -- x >log"),
            "cargo build -p app --config profile.dev.debug=1 -Z codegen-backend" + end);
  EXPECT_EQ(proof("cargo +nightly test --config=profile.dev.debug=1 --lib"),
            "cargo +nightly test --lib --config profile.dev.debug=1" + end);
}

}  // namespace
}  // namespace doctor::test
