#include "nix/channel.h"

#include <gtest/gtest.h>

#include "nix/components.h"
#include "nix/nightlies.h"

namespace doctor::test {
namespace {

std::string read(std::string_view text) {
  const auto channel = nix::parse_channel(text);
  if (!channel) return "none";
  return channel->str() + (channel->was_commit_date ? " (commit)" : "");
}

TEST(Channel, Names) {
  for (const char* same : {"nightly", "beta", "stable", "nightly-2026-05-20", "beta-2026-05-20",
                           "1.95.0", "1.95", "1.100.0"}) {
    EXPECT_EQ(read(same), same);
  }
  EXPECT_EQ(read(" stable\n"), "stable");
  EXPECT_EQ(read("stable-x86_64-unknown-linux-gnu"), "stable");
  EXPECT_EQ(read("nightly-2026-05-20-aarch64-apple-darwin"), "nightly-2026-05-20");
  for (const char* text : {"nightly-2026-5-20", "nightly-2026-05-2x", "nightly-2026-05-20-typo",
                           "stable-2026-05-20", "nightl", "", "1", "1.95.0.1", "v1.95", "dev"}) {
    EXPECT_EQ(read(text), "none") << text;
  }
}

// The printed day is the commit's; the nightly is of the day after.
TEST(Channel, WhatRustcPrints) {
  EXPECT_EQ(read("rustc 1.97.0-nightly (e50aa6fba 2026-05-19)"), "nightly-2026-05-20 (commit)");
  EXPECT_EQ(read("rustc 1.97.0-nightly (e50aa6fba 2025-12-31)\nbinary: rustc\n"),
            "nightly-2026-01-01 (commit)");
  EXPECT_EQ(read("rustc 1.95.0 (59807616e 2026-04-14)"), "1.95.0");
}

TEST(Nightlies, DaysWithoutOne) {
  EXPECT_EQ(nix::nightly_exists({2025, 1, 14}), nix::Existence::kNo);
  EXPECT_EQ(nix::nightly_exists({2025, 5, 15}), nix::Existence::kNo);
  EXPECT_EQ(nix::nightly_exists({2026, 5, 20}), nix::Existence::kYes);
  EXPECT_EQ(nix::nightly_exists({2024, 1, 2}), nix::Existence::kNotInData);
  EXPECT_EQ(nix::nightly_exists({2026, 8, 23}), nix::Existence::kNotChecked);
  EXPECT_EQ(nix::nearest_nightly({2025, 1, 14}).str(), "2025-01-15");
  EXPECT_EQ(nix::nearest_nightly({2018, 12, 11}).str(), "2018-12-14");
  EXPECT_EQ(nix::nearest_nightly({2030, 1, 1}).str(), "2026-08-22");
  EXPECT_EQ(nix::nearest_nightly({2018, 1, 1}).str(), "2018-09-13");
}

TEST(Nightlies, VersionsByDay) {
  EXPECT_EQ(nix::version_of_nightly({2026, 5, 20}), "1.97");
  EXPECT_EQ(nix::version_of_nightly({2026, 4, 11}), "1.96");
  EXPECT_EQ(nix::version_of_nightly({2024, 1, 1}), std::nullopt);
  EXPECT_EQ(nix::version_of_nightly({2026, 9, 1}), std::nullopt);
  EXPECT_EQ(nix::stable_at({2026, 7, 15}), "1.97.0");
  EXPECT_EQ(nix::stable_at({2026, 7, 16}), "1.97.1");
  EXPECT_EQ(nix::newest_of_series("1.96"), "1.96.1");
  EXPECT_EQ(nix::newest_of_series("1.9"), std::nullopt);
  EXPECT_EQ(nix::is_released("1.96.2"), false);
  EXPECT_EQ(nix::is_released("1.70.0"), std::nullopt);
}

TEST(Components, NamesAndHosts) {
  EXPECT_EQ(nix::find_component("clippy-preview"), nix::find_component("clippy"));
  EXPECT_EQ(nix::find_component("rustc-codegen-cranelift")->name, nix::kCranelift);
  EXPECT_EQ(nix::find_component("clipy"), nullptr);
  EXPECT_EQ(nix::closest_component("rust-analyser"), "rust-analyzer");
  EXPECT_EQ(nix::cranelift_hosts().size(), 8U);
  for (const std::string& triple : nix::cranelift_hosts()) {
    EXPECT_NE(nix::find_host(triple), nullptr) << triple;
  }
  const nix::Component& cranelift = *nix::find_component(nix::kCranelift);
  EXPECT_EQ(nix::component_since(cranelift, "aarch64-apple-darwin"), (Date{2024, 7, 23}));
  EXPECT_EQ(nix::component_since(cranelift, "i686-unknown-linux-gnu"), std::nullopt);
  EXPECT_EQ(nix::find_host("x86_64-linux")->triple, "x86_64-unknown-linux-gnu");
  EXPECT_EQ(nix::find_host(""), nullptr);
  EXPECT_EQ(nix::closest_host("x86_64-linx"), "x86_64-linux");
  EXPECT_TRUE(nix::is_target("wasm32-wasip1"));
  EXPECT_EQ(nix::successor_of_target("wasm32-wasi"), "wasm32-wasip1");
  EXPECT_EQ(nix::closest_target("wasm32-unknown-unknwn"), "wasm32-unknown-unknown");
}

}  // namespace
}  // namespace doctor::test
