#include "tools/bash_line.h"

#include <gtest/gtest.h>

#include <map>

namespace doctor::test {
namespace {

using tools::Activity;
using tools::read_bash_line;

TEST(BashLine, WhatBuilds) {
  for (const char* line : {
           "cargo build",
           "cd app && cargo test --release 2>&1 | tail -40",
           "RUSTFLAGS=-g cargo +nightly test",
           "nix develop -c cargo build",
           "nix develop --command bash -c 'cd app && cargo clippy'",
           "nix-shell --run \"cargo build\"",
           "bash -c 'cargo build'",
           "bash -lc \"set -e; just test\"",
           "env -u RUSTFLAGS timeout 600 cargo nextest run",
           "docker run --rm img sh -c 'cargo build'",
           "direnv exec . cargo build",
           "just",
           "make -j$(nproc) all",
           "cross build --target aarch64-unknown-linux-gnu",
           "/root/.cargo/bin/cargo build",
           "cargo-nextest nextest run",
           "nix flake check -L",
           "sudo nixos-rebuild switch --flake .",
           "home-manager switch",
           "if cargo build; then echo ok; fi",
           "for p in a b; do cargo test -p $p; done",
           "(cd app; cargo build)",
           "! cargo build",
           "ls\ncargo build",
           "cat notes.txt; cargo build",
           "strange-wrapper --flag cargo build",
       }) {
    EXPECT_EQ(read_bash_line(line).activity, Activity::kBuild) << line;
  }
}

TEST(BashLine, WhatOnlyLooks) {
  for (const char* line : {
           "",
           "   ",
           "ls -la",
           "grep -rn cargo src",
           "rg 'could not compile' build.log | head",
           "cat Cargo.toml && git status",
           "cd /tmp && pwd",
           "echo \"cargo build\"",
           "git log -p",
           "git stash",
           "tail -100 build.log 2>/dev/null",
           "find . -name '*.rs' -exec grep -l cargo {} \\;",
           "# cargo build",
           "FOO=bar",
           "ls 2>&1",
       }) {
    EXPECT_EQ(read_bash_line(line).activity, Activity::kQuiet) << line;
  }
}

TEST(BashLine, WhatMayBeAnything) {
  for (const char* line : {"./ci.sh", "target/debug/app --help", "python3 x.py", "bash -c './run'",
                           "gh run view 1", "git commit -m x", "git -C app push"}) {
    EXPECT_EQ(read_bash_line(line).activity, Activity::kOther) << line;
  }
}

// A pipe behind the build may hide lines; tee does not.
TEST(BashLine, Filters) {
  const std::map<std::string, bool> cases = {
      {"cargo test", false},
      {"cargo test 2>&1", false},
      {"cargo test 2>&1 | tail -5", true},
      {"cargo test |& grep test", true},
      {"bash -c 'cargo test | tail -5'", true},
      {"cargo test 2>&1 | tee log", false},
      {"cargo test | tee log | tail", true},
      {"cargo test || tail log", false},
      {"ls | wc -l; cargo test", false},
  };
  for (const auto& [line, expected] : cases)
    EXPECT_EQ(read_bash_line(line).is_filtered, expected) << line;
}

TEST(BashLine, WhereTheOutputIsKept) {
  const std::map<std::string, std::string> cases = {
      {"cargo test", ""},
      {"cargo test >\"${TMPDIR:-/tmp}/build.log\" 2>&1", "${TMPDIR:-/tmp}/build.log"},
      {"cargo test > build.log 2>&1", "build.log"},
      {"cargo test > build.log 2>&1; tail build.log", "build.log"},
      {"cargo test &> build.log", "build.log"},
      {"cargo test &>build.log", "build.log"},
      {"cargo test 2>err.log", "err.log"},
      {"cargo test 2>/dev/null", ""},
      {"cargo test >> build.log 2>&1", ""},
      {"cargo test 2>&1 | tee build.log", "build.log"},
      {"cargo test 2>&1 | tee -a build.log", ""},
      {"cargo test 2>&1 | tee build.log | tail -3", "build.log"},
      {"bash -c 'cargo test >build.log 2>&1'", "build.log"},
      {"echo x > notes.txt", ""},
      {"cargo test; echo x > notes.txt", ""},
      {"cargo build &", ""},
  };
  for (const auto& [line, expected] : cases)
    EXPECT_EQ(read_bash_line(line).kept_in, expected) << line;
}

TEST(BashLine, ManyLevelsAndOddBytes) {
  std::string deep = "cargo build";
  for (int i = 0; i < 20; ++i) deep = "bash -c '" + deep + "'";
  read_bash_line(deep);
  read_bash_line(std::string(1U << 20U, '('));
  read_bash_line("'\"`$(\\");
  read_bash_line("| tee");
  read_bash_line("cargo test | tee");
  read_bash_line("cargo test >");
  read_bash_line(std::string("cargo\0build", 11));
}

TEST(ExpandVariables, AsAShellDoes) {
  const auto expand = [](std::string_view word) {
    return tools::expand_variables(word, [](const std::string& name) {
      return name == "TMPDIR" ? "/t" : name == "HOME" ? "/home/me" : std::string();
    });
  };
  EXPECT_EQ(expand("plain.log"), "plain.log");
  EXPECT_EQ(expand("$TMPDIR/x"), "/t/x");
  EXPECT_EQ(expand("${TMPDIR}/x"), "/t/x");
  EXPECT_EQ(expand("${TMPDIR:-/tmp}/x"), "/t/x");
  EXPECT_EQ(expand("${OTHER:-/tmp}/x"), "/tmp/x");
  EXPECT_EQ(expand("$OTHER/x"), "/x");
  EXPECT_EQ(expand("~/x"), "/home/me/x");
  EXPECT_EQ(expand("~x"), "~x");
  EXPECT_EQ(expand("${TMPDIR:-"), "/t");
  EXPECT_EQ(expand("${OTHER:-/tmp"), "/tmp");
  EXPECT_EQ(expand("a$"), "a");
}

}  // namespace
}  // namespace doctor::test
