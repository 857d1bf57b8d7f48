#include "knowledge/toolchain.h"

#include <gtest/gtest.h>

namespace doctor::knowledge {
namespace {

void check_date(std::string_view text, std::string_view expected) {
  EXPECT_EQ(nightly_date(text).value_or("none"), expected) << text;
}

TEST(Toolchain, Pins) {
  check_date("nightly-2026-05-20", "2026-05-20");
  check_date("2026-05-20", "2026-05-20");
  check_date(" 2026-05-20\n", "2026-05-20");
  check_date("nightly-2026-05-20-x86_64-unknown-linux-gnu", "2026-05-20");
  check_date("/home/me/.rustup/toolchains/nightly-2026-05-20-x86_64-unknown-linux-gnu/bin",
             "2026-05-20");
  check_date("channel = \"nightly-2026-05-20\"", "2026-05-20");
  check_date("nightly-x86 and nightly-2026-05-20", "2026-05-20");
}

// The commit that rustc names is a day older than the nightly made of it.
TEST(Toolchain, WhatRustcSays) {
  check_date("rustc 1.97.0-nightly (e50aa6fba 2026-05-19)", "2026-05-20");
  check_date("rustc 1.97.0-nightly (e50aa6fba 2026-05-31)", "2026-06-01");
  check_date("rustc 1.97.0-nightly (e50aa6fba 2025-12-31)", "2026-01-01");
  check_date("rustc 1.97.0-nightly (e50aa6fba 2024-02-28)", "2024-02-29");
  check_date("rustc 1.97.0-nightly (e50aa6fba 2026-02-28)", "2026-03-01");
  check_date("rustc 1.97.0-dev (e50aa6fba 2026-05-19)", "2026-05-20");
  check_date(
      "rustc 1.97.0-nightly (e50aa6fba 2026-05-19)\nbinary: rustc\ncommit-hash: e50aa6f\n"
      "commit-date: 2026-05-19\nhost: x86_64-unknown-linux-gnu\nrelease: 1.97.0-nightly\n",
      "2026-05-20");
}

TEST(Toolchain, CargoIsOlderThanItsNightly) {
  check_date(
      "cargo 1.97.0-nightly (4d1f98451 2026-05-15)\nrustc 1.97.0-nightly (e50aa6fba 2026-05-19)",
      "2026-05-20");
  check_date("cargo 1.97.0-nightly (4d1f98451 2026-05-15)\n", "none");
}

TEST(Toolchain, NoNightly) {
  for (const char* text :
       {"", "nightly", "stable", "1.95.0", "rustc 1.95.0 (59807616e 2026-04-14)", "beta-2026-05-20",
        "cargo 1.97.0-nightly (4d1f98451 2026-05-15)", "nightly-2026-5-2",
        "some text of 2026-05-20", "12026-05-20", "2026-05-201"}) {
    check_date(text, "none");
  }
}

// Text from outside: no date of the calendar, but no crash either.
TEST(Toolchain, ImpossibleDates) {
  for (const char* text : {"rustc 1.97.0-nightly (e50aa6fba 2026-99-99)",
                           "rustc 1.97.0-nightly (e50aa6fba 0000-00-00)",
                           "rustc 1.97.0-nightly (e50aa6fba 9999-12-31)"}) {
    nightly_date(text);
  }
}

TEST(Toolchain, Stable) {
  for (const char* text :
       {"stable", "1.95.0", "1.95", "beta", "stable-x86_64-unknown-linux-gnu",
        "rustc 1.95.0 (59807616e 2026-04-14)", "cargo 1.95.0 (f2d3ce0bd 2026-03-21)",
        "rustc 1.96.0-beta.2 (abc 2026-05-01)", " stable\n"}) {
    EXPECT_TRUE(is_stable(text)) << text;
  }
  for (const char* text :
       {"", "nightly", "nightly-2026-05-20", "rustc 1.97.0-nightly (e50 2026-05-19)",
        "rustc 1.97.0-dev", "my-toolchain", "rustc"}) {
    EXPECT_FALSE(is_stable(text)) << text;
  }
}

}  // namespace
}  // namespace doctor::knowledge
