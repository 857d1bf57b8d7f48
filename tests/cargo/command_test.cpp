#include "cargo/command.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "cargo/shell_line.h"
#include "tests/support/run_command.h"

namespace doctor::cargo {
namespace {

using Words = std::vector<std::string>;

// U1 of the rules, over many spellings.
void check_profile(std::string_view line, std::string_view profile) {
  const auto command = parse_command(line);
  ASSERT_TRUE(command.has_value()) << line;
  EXPECT_EQ(command->profile, profile) << line;
}

TEST(Command, Profiles) {
  check_profile("cargo", "dev");
  check_profile("cargo build", "dev");
  check_profile("cargo b", "dev");
  check_profile("cargo check", "dev");
  check_profile("cargo run", "dev");
  check_profile("cargo r", "dev");
  check_profile("cargo doc", "dev");
  check_profile("cargo clippy", "dev");
  check_profile("cargo rustc", "dev");
  check_profile("cargo fix", "dev");
  check_profile("cargo test", "test");
  check_profile("cargo t", "test");
  check_profile("cargo nextest run", "test");
  check_profile("cargo bench", "bench");
  check_profile("cargo install --path .", "release");
  check_profile("cargo install --debug --path .", "dev");
  check_profile("cargo build --release", "release");
  check_profile("cargo build -r", "release");
  check_profile("cargo test --release", "release");
  check_profile("cargo test -r", "release");
  check_profile("cargo build --profile ci", "ci");
  check_profile("cargo build --profile=ci", "ci");
  check_profile("cargo test --profile dev", "dev");
  check_profile("cargo check --profile test", "test");
  check_profile("cargo nextest run --release", "release");
  check_profile("cargo nextest run --cargo-profile ci", "ci");
  check_profile("cargo nextest run --cargo-profile=ci", "ci");
}

// These build tests, but with dev.
TEST(Command, TestsOutsideOfCargoTest) {
  check_profile("cargo build --tests", "dev");
  check_profile("cargo build --all-targets", "dev");
  check_profile("cargo check --tests", "dev");
  check_profile("cargo clippy --all-targets", "dev");
}

TEST(Command, WhatIsNotForCargoDoesNotCount) {
  check_profile("cargo run -- --release", "dev");
  check_profile("cargo test -- --profile ci", "test");
  check_profile("cargo build && ./app --release", "dev");
  check_profile("cargo build; cargo test --release", "dev");
  check_profile("cargo build\ncargo test --release", "dev");
  check_profile("cargo build | tee --release", "dev");
  check_profile("cargo nextest run --profile ci", "test");  // nextest's own profiles
}

TEST(Command, Spellings) {
  check_profile("cargo +nightly test", "test");
  check_profile("cargo --config a.b=1 test", "test");
  check_profile("cargo --config 'a = \"test\"' build", "dev");
  check_profile("cargo -Z unstable-options test", "test");
  check_profile("cargo -Zunstable-options test", "test");
  check_profile("cargo -C sub test", "test");
  check_profile("cargo --color never --locked test", "test");
  check_profile("cargo \\\n  test \\\n  --release", "release");
  check_profile("  cargo   test  ", "test");
  check_profile("\tcargo\ttest", "test");
  check_profile("/home/me/.cargo/bin/cargo test", "test");
  check_profile("cargo.exe test", "test");
  check_profile("cross test --target aarch64-unknown-linux-gnu", "test");
  check_profile("'cargo' \"test\"", "test");
  check_profile("cargo test -j$(nproc --all) --release", "release");
  check_profile("cargo test >\"${TMPDIR:-/tmp}/build.log\" 2>&1", "test");
  check_profile("(cd x && cargo test)", "test");
  check_profile("time cargo bench", "bench");
  check_profile("nix develop -c cargo test", "test");
  check_profile("nix develop --command bash -c 'cargo test --release'", "release");
  check_profile("nix-shell --run \"cargo test\"", "test");
  check_profile("direnv exec . cargo test", "test");
  check_profile("cd ~/src/cargo && cargo test", "test");
  check_profile("apt install cargo && cargo bench", "bench");
}

TEST(Command, NoCargo) {
  for (const char* line : {"", "   ", "make", "cargon build", "nix build", "rustc main.rs",
                           "echo 'no c a r g o'", "&&", "'", "\"", "\\", "(", ")"}) {
    EXPECT_FALSE(parse_command(line).has_value()) << line;
  }
}

TEST(Command, ToolchainAndSubcommand) {
  const auto check = [](std::string_view line, std::string_view toolchain,
                        std::string_view subcommand) {
    const auto command = parse_command(line);
    ASSERT_TRUE(command.has_value()) << line;
    EXPECT_EQ(command->toolchain, toolchain) << line;
    EXPECT_EQ(command->subcommand, subcommand) << line;
  };
  check("cargo +nightly-2026-05-20 b", "nightly-2026-05-20", "build");
  check("cargo t", "", "test");
  check("cargo rm x", "", "remove");
  check("cargo --version", "", "");
  check("cargo build +nightly", "", "build");
}

TEST(Command, Environment) {
  const auto check = [](std::string_view line,
                        const std::map<std::string, std::string>& environment) {
    const auto command = parse_command(line);
    ASSERT_TRUE(command.has_value()) << line;
    EXPECT_EQ(command->environment, environment) << line;
  };
  check("A=b cargo build", {{"A", "b"}});
  check("A=b C='d e' cargo build", {{"A", "b"}, {"C", "d e"}});
  check("env A=b cargo build", {{"A", "b"}});
  check("A=b A=c cargo build", {{"A", "c"}});
  check("A= cargo build", {{"A", ""}});
  check("A=b make && cargo build", {});  // was for make alone
  check("export A=b && cargo build", {{"A", "b"}});
  check("export A=b; C=d make; cargo build", {{"A", "b"}});
  check("cargo build A=b", {});
  check("1A=b -x=y cargo build", {});
}

// What is put in stands directly behind the subcommand; the rest stays byte for byte.
TEST(Command, WithArguments) {
  const auto check = [](std::string_view line, const std::string& expected) {
    const auto command = parse_command(line);
    ASSERT_TRUE(command.has_value()) << line;
    EXPECT_EQ(with_arguments(*command, {"--x", "'y z'"}), expected);
    EXPECT_EQ(with_arguments(*command, {}), line);
  };
  check("cargo test", "cargo test --x 'y z'");
  check("cargo test -p a -- --nocapture", "cargo test --x 'y z' -p a -- --nocapture");
  check("cd a && B='c d' cargo +nightly t  2>&1 | tail",
        "cd a && B='c d' cargo +nightly t --x 'y z'  2>&1 | tail");
  check("cargo", "cargo --x 'y z'");
  check("cargo +nightly", "cargo +nightly --x 'y z'");
  check("cargo nextest run -p a", "cargo nextest run --x 'y z' -p a");
  check("cargo nextest  run", "cargo nextest  run --x 'y z'");
  check("(cd x && cargo test)", "(cd x && cargo test --x 'y z')");
  check("cargo test\nmake", "cargo test --x 'y z'\nmake");
}

// Where one setting is given twice the last one wins, and behind an alias the words may be the
// program's: then another place is needed.
TEST(Command, WithArgumentsElsewhere) {
  const auto check = [](std::string_view line, ArgumentPlace place, const std::string& expected) {
    const auto command = parse_command(line);
    ASSERT_TRUE(command.has_value()) << line;
    EXPECT_EQ(with_arguments(*command, {"--x"}, place), expected);
  };
  constexpr auto kAtEnd = ArgumentPlace::kAtEnd;
  check("cargo +nightly my run", ArgumentPlace::kInFrontOfSubcommand, "cargo +nightly --x my run");
  check("cargo test --config a=1 -p a -- b", kAtEnd, "cargo test --config a=1 -p a --x -- b");
  check("cargo test >log 2>&1 -p a && make", kAtEnd, "cargo test >log 2>&1 -p a --x && make");
  check("cargo", kAtEnd, "cargo --x");
}

// A call in quotes is written anew with the quotes around it.
TEST(Command, WithArgumentsInQuotes) {
  const auto check = [](std::string_view line, const std::string& expected) {
    const auto command = parse_command(line);
    ASSERT_TRUE(command.has_value()) << line;
    EXPECT_EQ(with_arguments(*command, {"--x", "y"}), expected);
  };
  check("cd a && nix develop -c sh -c \"cargo test -p b\" | tail",
        "cd a && nix develop -c sh -c 'cargo test --x y -p b' | tail");
  check("nix-shell --run 'sh -c \"cargo test\"'",
        "nix-shell --run 'sh -c '\\''cargo test --x y'\\'''");
  EXPECT_EQ(with_environment(*parse_command("sh -c 'cd a; cargo test'"), {{"A", "1"}}),
            "sh -c 'cd a; env A=1 cargo test'");
}

TEST(Command, QuotesRunInsideOfWhatIsAround) {
  const auto command = parse_command("A=1 B=2 sh -c 'B=3 cargo test'");
  ASSERT_TRUE(command.has_value());
  EXPECT_EQ(command->environment, (std::map<std::string, std::string>{{"A", "1"}, {"B", "3"}}));
}

TEST(Command, RedirectionsAreNoArguments) {
  for (const std::string_view line :
       {"cargo test >\"$T/build log\" 2>&1", "cargo test 2>/dev/null > x | cat", "<x cargo test",
        "cargo test>x", "cargo test &>x", "cargo test 2>&1 | tee y"}) {
    const auto command = parse_command(line);
    ASSERT_TRUE(command.has_value()) << line;
    EXPECT_EQ(command->words, (Words{"cargo", "test"})) << line;
  }
}

TEST(Command, WithEnvironment) {
  const auto check = [](std::string_view line, const std::string& expected) {
    const auto command = parse_command(line);
    ASSERT_TRUE(command.has_value()) << line;
    EXPECT_EQ(with_environment(*command, {{"A", "1"}, {"B", "2 3"}}), expected);
  };
  check("cargo test", "env A=1 B='2 3' cargo test");
  check("cd x && cargo +nightly test -- y", "cd x && env A=1 B='2 3' cargo +nightly test -- y");
  check("A=0 nix develop -c cargo t", "A=0 nix develop -c env A=1 B='2 3' cargo t");
}

TEST(Command, ShellQuote) {
  EXPECT_EQ(shell_quote("plain-word_1.2/x:y=z,@+%"), "plain-word_1.2/x:y=z,@+%");
  EXPECT_EQ(shell_quote(""), "''");
  EXPECT_EQ(shell_quote("a b"), "'a b'");
  EXPECT_EQ(shell_quote("it's"), "'it'\\''s'");
}

// The shell itself says what it makes of the quoted words, and parse_command must agree with it.
TEST(Command, QuotingSurvivesTheShell) {
  const Words words = {"plain",       "",
                       " ",           "a b",
                       "it's",        "'",
                       "''",          "\"",
                       "\\",          "\\\\n",
                       "$HOME",       "`date`",
                       "$(date)",     "*",
                       "~",           "!x",
                       "#x",          "a;b",
                       "a&b",         "a|b",
                       "<",           ">",
                       "{a,b}",       "[x]",
                       "?",           "=x",
                       "-n",          "tab\tx",
                       "caf\xC3\xA9", "profile.dev.package.\"*\".codegen-backend=\"llvm\""};
  const test::TemporaryFolder folder;
  std::string line = "cargo build";
  std::string expected;
  for (const std::string& word : words) {
    line += " " + shell_quote(word);
    expected += "<" + word + ">\n";
  }
  const std::string script =
      folder.write("run.sh", "cargo() { shift; printf '<%s>\\n' \"$@\"; }\n" + line + "\n");
  EXPECT_EQ(test::run_command({"sh", script}, folder.path()).output, expected);
  const auto command = parse_command(line);
  ASSERT_TRUE(command.has_value());
  EXPECT_EQ(Words(command->words.begin() + 2, command->words.end()), words);
}

}  // namespace
}  // namespace doctor::cargo
