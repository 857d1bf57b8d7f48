// What the corpora do not reach: odd commands, toolchains, disks in disorder, and what people are
// told.
#include "cargo/resolve.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "cargo/platform.h"
#include "cargo/proof.h"
#include "tests/support/cargo_scene.h"
#include "tests/support/paths.h"

namespace doctor::test {
namespace {

using cargo::Environment;
using cargo::Resolution;
namespace fs = std::filesystem;

bool has_note(const Resolution& resolution, const std::string& text,
              const std::string& origin = "") {
  for (const cargo::Note& note : resolution.notes) {
    const bool is_there = note.message.find(text) != std::string::npos;
    if (is_there && (origin.empty() || note.origin.str() == origin)) return true;
  }
  return false;
}

TEST(CargoResolve, ReadsTheUsersConfiguration) {
  EXPECT_EQ(answer(resolve(project())), "cranelift from /home/me/.cargo/config.toml:4");
}

TEST(CargoResolve, KeepsEveryLoser) {
  Content content = project(
      {{"/home/me/p/.cargo/config.toml", "[profile.dev]\ncodegen-backend = \"gcc\"\n"},
       {"/home/me/p/Cargo.toml", kPackage + "[profile.dev]\ncodegen-backend = \"llvm\"\n"}});
  const Resolution resolution =
      resolve(content,
              {.command = "cargo test",
               .environment = {{"HOME", "/home/me"}, {"CARGO_PROFILE_TEST_CODEGEN_BACKEND", "x"}}});
  ASSERT_EQ(answer(resolution), "x from env:CARGO_PROFILE_TEST_CODEGEN_BACKEND");
  std::string lost;
  for (const cargo::Choice& choice : resolution.packages[0].target.backend.overrode) {
    lost += choice.value + "@" + choice.origin.str() + " ";
  }
  EXPECT_EQ(lost,
            "gcc@/home/me/p/.cargo/config.toml:2 cranelift@/home/me/.cargo/config.toml:4 "
            "llvm@/home/me/p/Cargo.toml:5 ");
}

TEST(CargoResolve, UnderstandsCommandsAsPeopleWriteThem) {
  struct Case {
    std::string command;
    std::string expected;
  };
  const std::string home = "cranelift from /home/me/.cargo/config.toml:4";
  const std::string flags = "llvm from env:RUSTFLAGS";
  const Content content = project(
      {{"/home/me/p/.cargo/config.toml", "[profile.release]\ncodegen-backend = \"gcc\"\n"}});
  for (const Case& c : {
           Case{"cd p && cargo build", home},
           Case{"(cd nowhere && make); cd p; cargo build", home},
           Case{"cd /home/me/p/src && cargo +nightly b -r",
                "gcc from /home/me/p/.cargo/config.toml:2"},
           Case{"cd p && RUSTFLAGS=-Zcodegen-backend=llvm cargo build", flags},
           Case{"export RUSTFLAGS=-Zcodegen-backend=llvm; cd p; cargo build", flags},
           Case{"env -C p cargo build", home},
           Case{"cd p && nix develop -c cargo build --release",
                "gcc from /home/me/p/.cargo/config.toml:2"},
           Case{"cargo build --manifest-path p/Cargo.toml --release", "unset"},
           Case{"cargo -Zunstable-options -C p build --release",
                "gcc from /home/me/p/.cargo/config.toml:2"},
           Case{"cargo -C p build", "error: other at -C"},
           Case{"cd p && cargo", "error: other at "},
           Case{"cd p && cargo biuld", "error: other at "},
           Case{"cd nowhere && cargo build", "error: io at /home/me/nowhere"},
           Case{"make", "error: other at "},
       }) {
    EXPECT_EQ(answer(resolve(content, {.command = c.command, .folder = "/home/me"})), c.expected)
        << c.command;
  }
}

TEST(CargoResolve, TakesVariablesAway) {
  Scene scene{.environment = {{"HOME", "/home/me"}, {"RUSTFLAGS", "-Zcodegen-backend=llvm"}}};
  EXPECT_EQ(answer(resolve(project(), scene)), "llvm from env:RUSTFLAGS");
  scene.command = "env -u RUSTFLAGS cargo build";
  EXPECT_EQ(answer(resolve(project(), scene)), "cranelift from /home/me/.cargo/config.toml:4");
  scene.command = "env -i HOME=/nowhere cargo build";
  EXPECT_EQ(answer(resolve(project(), scene)), "cranelift from /home/me/.cargo/config.toml:4");
}

TEST(CargoResolve, NamesTheToolchainAndTheGate) {
  struct Case {
    std::string what;
    Scene scene;
    Content more;
    std::string gate;  // "open BY", "closed" or "depends BY"
    std::string toolchain;
  };
  const std::string by = "/home/me/.cargo/config.toml:2";
  const auto with = [](std::string name, std::string value) {
    return Environment{{"HOME", "/home/me"}, {std::move(name), std::move(value)}};
  };
  const std::vector<Case> cases = {
      {"told",
       {.toolchain = "rustc 1.97.0-nightly (e50aa6fba 2026-05-19)"},
       {},
       "open " + by,
       "argument"},
      {"stable", {.toolchain = "stable"}, {}, "closed", "argument"},
      {"a version", {.toolchain = "1.95.0"}, {}, "closed", "argument"},
      {"bootstrap",
       {.toolchain = "stable", .environment = with("RUSTC_BOOTSTRAP", "1")},
       {},
       "open " + by,
       "argument"},
      {"unknown", {.toolchain = ""}, {}, "depends " + by, ""},
      {"in the command",
       {.command = "cargo +nightly build", .toolchain = ""},
       {},
       "open " + by,
       "+nightly"},
      {"variable",
       {.toolchain = "", .environment = with("RUSTUP_TOOLCHAIN", "stable")},
       {},
       "closed",
       "env:RUSTUP_TOOLCHAIN"},
      {"file",
       {.toolchain = ""},
       {{"/home/me/p/rust-toolchain.toml", "[toolchain]\nchannel = \"nightly-2026-05-20\"\n"}},
       "open " + by,
       "/home/me/p/rust-toolchain.toml:2"},
      {"old file above",
       {.toolchain = ""},
       {{"/home/me/rust-toolchain", "stable\n"}},
       "closed",
       "/home/me/rust-toolchain:1"},
      {"rustup's default",
       {.toolchain = ""},
       {{"/home/me/.rustup/settings.toml", "default_toolchain = \"beta\"\n"}},
       "closed",
       "/home/me/.rustup/settings.toml:1"},
      {"rustup's override",
       {.toolchain = ""},
       {{"/home/me/.rustup/settings.toml",
         "default_toolchain = \"stable\"\n[overrides]\n\"/home/me\" = \"nightly\"\n"}},
       "open " + by,
       "/home/me/.rustup/settings.toml:3"},
  };
  for (const Case& c : cases) {
    const Resolution resolution = resolve(project(c.more), c.scene);
    const std::string opener = resolution.gate.by.str();
    const std::string gate = !resolution.gate.open   ? "depends " + opener
                             : *resolution.gate.open ? "open " + opener
                                                     : "closed";
    EXPECT_EQ(gate, c.gate) << c.what;
    EXPECT_EQ(resolution.toolchain.origin.str(), c.toolchain) << c.what;
    EXPECT_EQ(resolution.error.has_value(), gate == "closed") << c.what;
  }
}

TEST(CargoResolve, StableRefusesWhatNightlyTakes) {
  const std::string features = "cargo-features = [\"codegen-backend\"]\n";
  EXPECT_EQ(answer(resolve(project(), {.toolchain = "stable"})),
            "error: gate at /home/me/.cargo/config.toml:4");
  EXPECT_EQ(answer(resolve(project({{"/home/me/p/Cargo.toml", features + kPackage}}),
                           {.toolchain = "stable"})),
            "error: gate-nightly-only at /home/me/p/Cargo.toml:1");
  EXPECT_EQ(answer(resolve(project(),
                           {.command = "cargo build -Zcodegen-backend", .toolchain = "stable"})),
            "error: z-flag-on-stable at -Zcodegen-backend");
  const Resolution resolution = resolve(project(), {.toolchain = "stable"});
  ASSERT_EQ(resolution.packages.size(), 1U) << "the rest is worked out all the same";
  EXPECT_EQ(resolution.packages[0].target.backend.value, "cranelift");
}

TEST(CargoResolve, CommandsThatCompileNothingDoNotMindTheGate) {
  Content content = project({{"/home/me/.cargo/config.toml", kCranelift}});
  EXPECT_EQ(answer(resolve(content)), "error: gate at /home/me/.cargo/config.toml:2");
  const Resolution tree = resolve(content, {.command = "cargo tree"});
  EXPECT_FALSE(tree.error);
  EXPECT_TRUE(has_note(tree, "compiles nothing"));
  content["/home/me/p/Cargo.toml"] += kCranelift;
  EXPECT_EQ(answer(resolve(content, {.command = "cargo metadata"})),
            "error: gate at /home/me/p/Cargo.toml:5");
}

TEST(CargoResolve, SaysWhatIsSurprising) {
  const Content content = project({
      {"/home/me/p/.cargo/config",
       "[profile.dev]\ncodegen_backend = \"x\"\n[build]\nrustc-wrapper = \"sccache\"\n"},
      {"/home/me/p/.cargo/config.toml", "[profile.dev]\ncodegen-backend = \"llvm\"\n"},
      {"/home/me/p/m/Cargo.toml",
       "[package]\nname = \"m\"\nversion = \"0.1.0\"\n[profile.dev]\ncodegen-backend = \"llvm\"\n"},
      {"/home/me/p/Cargo.toml",
       kPackage + "[workspace]\nmembers = [\"m\"]\n[profile.dev.package.ap]\nopt-level = 1\n"},
  });
  const Resolution resolution = resolve(content, {.command = "cargo test"});
  EXPECT_EQ(answer(resolution), "cranelift from /home/me/.cargo/config.toml:4");
  EXPECT_TRUE(has_note(resolution, "shadows it", "/home/me/p/.cargo/config.toml"));
  EXPECT_TRUE(has_note(resolution, "`codegen-backend`", "/home/me/p/.cargo/config:2"));
  EXPECT_TRUE(has_note(resolution, "sccache", "/home/me/p/.cargo/config:4"));
  EXPECT_TRUE(has_note(resolution, "no effect", "/home/me/p/m/Cargo.toml:5"));
  EXPECT_TRUE(
      has_note(resolution,
               "`ap` in profile `dev` matches no package and has no effect; the closest is `app`"));
  EXPECT_TRUE(has_note(resolution, "doctests"));
  const Resolution flags = resolve(
      content, {.environment = {{"HOME", "/home/me"}, {"RUSTFLAGS", "-Zcodegen-backend=llvm"}}});
  EXPECT_TRUE(has_note(flags, "beat every profile", "env:RUSTFLAGS"));
}

TEST(CargoResolve, WarnsOfTwoSpellingsOfOnePackage) {
  const Resolution resolution = resolve(
      project({{"/home/me/p/.cargo/config.toml",
                "[profile.dev.package.\"app@0.1.0\"]\ncodegen-backend = \"llvm\"\n"},
               {"/home/me/.cargo/config.toml",
                kGate + "[profile.dev.package.\"app:0.1.0\"]\ncodegen-backend = \"gcc\"\n"}}));
  EXPECT_FALSE(resolution.error);
  EXPECT_TRUE(has_note(resolution, "random"));
}

TEST(CargoResolve, FollowsLinksAsTheSystemDoes) {
  // A linked folder has the parents of its target; a link from the old name to the new one is fine.
  Content content =
      project({{"/srv/q/Cargo.toml", kPackage},
               {"/srv/q/.cargo/config.toml", "[profile.dev]\ncodegen-backend = \"llvm\"\n"},
               {"/srv/.cargo/config.toml", kGate}});
  Scene scene{.environment = {}, .folder = "/home/me/link", .links = {{"/home/me/link", "/srv/q"}}};
  EXPECT_EQ(answer(resolve(content, scene)), "llvm from /srv/q/.cargo/config.toml:2");
  scene.links["/srv/q/.cargo/config"] = "/srv/q/.cargo/config.toml";
  const Resolution linked = resolve(content, scene);
  EXPECT_EQ(answer(linked), "llvm from /srv/q/.cargo/config:2");
  EXPECT_FALSE(has_note(linked, "shadows"));
  scene.links["/srv/q/.cargo/config"] = "/srv/q/.cargo/config";  // C9: a circle is passed over
  EXPECT_EQ(answer(resolve(content, scene)), "llvm from /srv/q/.cargo/config.toml:2");
}

// rustup stops there: what would be found farther up says nothing.
TEST(CargoResolve, ABrokenToolchainFileIsNotPassedOver) {
  const auto toolchain_of = [](const std::string& content) {
    return resolve(
        project({{"/home/me/p/rust-toolchain.toml", content},
                 {"/home/me/rust-toolchain", "nightly-2026-05-20"},
                 {"/home/me/.rustup/settings.toml", "default_toolchain = \"stable\"\n"}}),
        {.toolchain = ""});
  };
  for (const char* content :
       {"", "[toolchain]\nchannel = 1\n", "[toolchain]\nprofile = \"minimal\"\n",
        "[toolchain\nchannel = \"stable\"\n"}) {
    const Resolution broken = toolchain_of(content);
    EXPECT_EQ(broken.toolchain.name, "") << content;
    EXPECT_TRUE(has_note(broken, "rustup, and with it cargo, stops at this file")) << content;
  }
  EXPECT_EQ(toolchain_of("[toolchain]\nchannel = \"nightly\"\n").toolchain.name, "nightly");
  EXPECT_EQ(toolchain_of("[toolchain]\ncomponents = [\"rustfmt\"]\n").toolchain.name, "stable")
      << "components are added to rustup's default";
}

std::string flags_answer(const std::string& config, const std::string& command,
                         cargo::Environment environment = {}) {
  environment["HOME"] = "/home/me";
  return answer(resolve(project({{"/home/me/p/.cargo/config.toml", config}}),
                        {.command = command, .environment = std::move(environment)}));
}

// Seen on the command lines that cargo 1.97 gives to rustc.
TEST(CargoResolve, FlagsThatNameACfg) {
  const std::string tables = "[target.'cfg(foo)']\nrustflags = [\"-Zcodegen-backend=x\"]\n";
  const std::string triple = cargo::Platform::host().triple();
  EXPECT_EQ(flags_answer(tables, "cargo build"), "cranelift from /home/me/.cargo/config.toml:4");
  EXPECT_EQ(flags_answer(tables + "[target." + triple + "]\nrustflags = [\"--cfg\", \"foo\"]\n",
                         "cargo build"),
            "x from /home/me/p/.cargo/config.toml:2");
  EXPECT_EQ(flags_answer(tables + "[target.'cfg(unix)']\nrustflags = [\"--cfg\", \"foo\"]\n",
                         "cargo build"),
            "cranelift from /home/me/.cargo/config.toml:4");
}

TEST(CargoResolve, FlagsOfArgumentsComeLast) {
  EXPECT_EQ(flags_answer("[build]\nrustflags = [\"-Zcodegen-backend=file\"]\n",
                         "cargo build --config 'build.rustflags=[\"-Zcodegen-backend=argument\"]'",
                         {{"CARGO_BUILD_RUSTFLAGS", "-Zcodegen-backend=variable"}}),
            "argument from --config");
}

TEST(CargoResolve, LivesWithoutHome) {
  const Resolution resolution = resolve(project(), {.environment = {}, .folder = "/home/me/p"});
  EXPECT_TRUE(has_note(resolution, "neither HOME nor CARGO_HOME"));
  EXPECT_EQ(answer(resolution), "cranelift from /home/me/.cargo/config.toml:4")
      << "it is a parent's .cargo (C6)";
}

TEST(CargoResolve, BadInputHasAClassAndAPlace) {
  const std::string near = "/home/me/p/.cargo/config.toml";
  std::string deep = "a";
  for (int i = 0; i < 100'000; ++i) deep += ".a";
  struct Case {
    std::string content;
    std::string expected;
  };
  for (const Case& c :
       {Case{"\xff\xfe", "error: not-utf8 at " + near},
        Case{std::string(300'000, '#'), "error: io at " + near},
        Case{deep + " = 1\n", "error: toml-syntax at " + near + ":1"},
        Case{"[profile]\ndev = 1\n", "error: merge at /home/me/.cargo/config.toml:3"},
        Case{"profile = \"x\"\n", "error: merge at /home/me/.cargo/config.toml:3"},
        Case{"[profile.dev]\ncodegen-backend = []\n",
             "error: merge at /home/me/.cargo/config.toml:4"},
        Case{"[profile.test]\ncodegen-backend = []\n", "error: type at " + near + ":2"},
        Case{"[[profile.test]]\n", "error: type at " + near + ":1"},
        Case{"unstable = 1\n", "error: merge at /home/me/.cargo/config.toml:1"},
        Case{"x = 2020-01-01\n", "error: toml-type at " + near + ":1"}}) {
    EXPECT_EQ(answer(resolve(project({{near, c.content}}))), c.expected) << c.content.substr(0, 40);
  }
  EXPECT_EQ(
      answer(resolve(project(), {.environment = {{"HOME", "/home/me"},
                                                 {"CARGO_PROFILE_DEV_CODEGEN_BACKEND", "\xff"}}})),
      "error: type at env:CARGO_PROFILE_DEV_CODEGEN_BACKEND");
  EXPECT_EQ(
      answer(resolve(project(), {.environment = {{"HOME", "/home/me"},
                                                 {"CARGO_PROFILE_DEV_CODEGEN_BACKEND", ""}}})),
      " from env:CARGO_PROFILE_DEV_CODEGEN_BACKEND");
}

// A real disk has things that a disk in memory has not.
TEST(CargoResolve, RefusesWhatIsNoFile) {
  const fs::path root = fs::path(binary_dir()) / "cargo-resolve-test";
  fs::remove_all(root);
  fs::create_directories(root / "p/.cargo");
  fs::create_directories(root / "home");
  std::ofstream(root / "p/Cargo.toml") << kPackage << "[lib]\npath = \"x.rs\"\n";
  const std::string folder = fs::canonical(root / "p");
  const cargo::Request request{
      folder, "cargo build", {{"CARGO_HOME", (root / "home").string()}}, "nightly"};
  const std::string config = folder + "/.cargo/config.toml";
  ASSERT_EQ(::mkfifo(config.c_str(), 0600), 0);
  EXPECT_EQ(answer(cargo::resolve(RealFiles(), request)), "error: io at " + config);
  fs::remove(config);
  fs::create_directory(config);
  EXPECT_EQ(answer(cargo::resolve(RealFiles(), request)), "error: io at " + config);
  fs::remove(config);
  fs::create_symlink("config.toml", config);
  EXPECT_EQ(answer(cargo::resolve(RealFiles(), request)), "unset");
  fs::remove_all(root);
}

TEST(CargoResolve, NamesTheProof) {
  const Resolution run =
      resolve(project(), {.command = "cd /home/me/p && A='b c' cargo +nightly run --release -- x"});
  EXPECT_EQ(proof_command(run),
            "cd /home/me/p && t=$(mktemp -d) && { cp /home/me/p/Cargo.lock \"$t\" 2>/dev/null || "
            ":; } && A='b c' "
            "CARGO_RESOLVER_LOCKFILE_PATH=\"$t/Cargo.lock\" CARGO_CACHE_RUSTC_INFO=0 "
            "CARGO_NET_OFFLINE=true "
            "cargo +nightly build --release --unit-graph -Zunstable-options");
  EXPECT_EQ(proof_command(resolve(project(), {.toolchain = "stable"})), "");
  EXPECT_EQ(proof_command(resolve(project(), {.command = "cargo tree"})), "");
}

}  // namespace
}  // namespace doctor::test
