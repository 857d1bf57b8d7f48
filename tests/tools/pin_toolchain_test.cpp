// pin_toolchain as a client sees it: what it says first, what it refuses, and that it stays short.
#include <gtest/gtest.h>

#include <sstream>

#include "base/text.h"
#include "tests/support/golden.h"
#include "tests/support/tools.h"
#include "tools/command_line.h"

namespace doctor::test {
namespace {

Date today() {
  return {2026, 9, 1};
}

std::map<std::string, std::string> project(const std::string& name) {
  std::map<std::string, std::string> files = {{"/none/.git/HEAD", ""}, {"/none/x", ""}};
  std::string* current = nullptr;
  const std::string bundle = read_source("tests/nix/projects/" + name + ".txt");
  for (const std::string_view line : text::lines(bundle)) {
    if (line == ">>> expected") break;
    if (line.starts_with(">>> ")) {
      current = &files["/p/" + std::string(line.substr(4))];
    } else {
      *current += std::string(line) + "\n";
    }
  }
  return files;
}

class PinToolchain : public testing::Test {
 protected:
  explicit PinToolchain(const std::string& name = "fenix-complete")
      : files_(project(name)), bench_(files_, {}, "/p", today) {}

  std::string refusal(const Json& wish) { return bench_.fault("pin_toolchain", wish); }

  MemoryFiles files_;
  ToolBench bench_;
};

TEST_F(PinToolchain, SaysWhatDecidesNow) {
  const std::string text = bench_.text("pin_toolchain", Json::object());
  EXPECT_TRUE(
      text.starts_with("`flake.nix:18` decides (`fenix.complete.withComponents`): the "
                       "newest nightly that the overlay of 2026-08-08 knows (1.99), 24 "
                       "days old or more. It changes by: nix flake update fenix.\n"))
      << text;
  EXPECT_NE(text.find("fenix 2026-08-08 (64f11a7)"), std::string::npos) << text;
  EXPECT_LT(characters(text), 1500U);
}

TEST_F(PinToolchain, GivesTheWishedPinFirst) {
  check_golden(bench_.text("pin_toolchain", {{"date", "2026-05-20"}}), "golden/answers/pin.md");
  check_golden(json::print_pretty(bench_.json("pin_toolchain", {{"date", "2026-05-20"}})) + "\n",
               "golden/answers/pin.json");
}

TEST_F(PinToolchain, StaysShort) {
  for (const char* via : {"fenix", "rust-overlay", "rust-toolchain.toml", "nixpkgs"}) {
    for (const char* folder : {"/p", "/none"}) {
      Json wish = {{"via", via}, {"project_dir", folder}};
      if (std::string_view(via) == "nixpkgs") {
        wish["components"] = {"rust-src"};
        wish["channel"] = "stable";
      } else {
        wish["date"] = "2026-05-20";
        wish["targets"] = {"wasm32-unknown-unknown"};
        wish["components"] = {"rust-src", "rust-analyzer", "rustc-codegen-cranelift-preview"};
      }
      const std::string text = bench_.text("pin_toolchain", wish);
      EXPECT_LT(characters(text), 1500U) << text;
      wish.erase("targets");
      EXPECT_LT(characters(bench_.text("pin_toolchain", wish)), 1350U);
      wish["detail"] = "full";
      EXPECT_LT(characters(bench_.text("pin_toolchain", wish)), 20000U);
    }
  }
}

TEST_F(PinToolchain, ExplainsTheHashStep) {
  const std::string text = bench_.text("pin_toolchain", {{"date", "2026-05-20"}});
  EXPECT_NE(text.find("lib.fakeHash"), std::string::npos);
  EXPECT_NE(text.find("got: sha256-"), std::string::npos);
  EXPECT_NE(text.find("dist/2026-05-20/channel-rust-nightly.toml"), std::string::npos);
  EXPECT_EQ(bench_.text("pin_toolchain", {{"channel", "nightly"}}).find("fakeHash"),
            std::string::npos)
      << "flake.lock holds it";
}

TEST_F(PinToolchain, TakesTheDayAfterTheCommit) {
  const std::string text =
      bench_.text("pin_toolchain", {{"channel", "rustc 1.97.0-nightly (e50aa6fba 2026-05-19)"}});
  EXPECT_TRUE(text.starts_with("`nightly-2026-05-20` via fenix")) << text;
  EXPECT_NE(text.find("names the commit's day"), std::string::npos) << text;
}

TEST_F(PinToolchain, RefusesWithReasonAndNearest) {
  const std::vector<std::pair<Json, std::string>> cases = {
      {{{"date", "2027-01-01"}},
       "2027-01-01 lies in the future (today is 2026-09-01, UTC). Nearest possible: `date` "
       "\"2026-08-22\"."},
      {{{"date", "2017-12-31"}},
       "nightlies before 2018-01-01 are not supported. Nearest possible: `date` \"2018-09-13\"."},
      {{{"date", "2025-01-14"}},
       "there is no nightly of 2025-01-14. Nearest possible: `date` \"2025-01-15\"."},
      {{{"channel", "nightly-2025-05-15"}},
       "there is no nightly of 2025-05-15. Nearest possible: `date` \"2025-05-16\"."},
      {{{"date", "2026-5-20"}},
       "`date` is \"2026-5-20\", which is no day. Nearest possible: YYYY-MM-DD, both numbers with "
       "two digits."},
      {{{"channel", "nightly-2026-5-20"}},
       "`channel` is \"nightly-2026-5-20\", which is no date (fenix would take it for a target and "
       "fetch the newest nightly). Nearest possible: `nightly-YYYY-MM-DD`, both numbers with two "
       "digits."},
      {{{"channel", "nightli"}},
       "`channel` is \"nightli\"; nightly, beta, stable, a release such as 1.95.0, "
       "nightly-YYYY-MM-DD or the text of `rustc -V` is needed. Nearest possible: the closest is "
       "`nightly`."},
      {{{"components", {"rust-analyser"}}},
       "there is no component \"rust-analyser\". Nearest possible: the closest is "
       "`rust-analyzer`."},
      {{{"channel", "stable"}, {"components", {"rustc-codegen-cranelift"}}},
       "`rustc-codegen-cranelift-preview` exists for nightly only, on no host for stable "
       "(manifests of stable name it and mark it unavailable). Nearest possible: `channel` "
       "\"nightly\"."},
      {{{"components", {"rustc-codegen-cranelift"}}, {"host", "i686-linux"}},
       "`rustc-codegen-cranelift-preview` is built for no nightly on i686-unknown-linux-gnu; the "
       "hosts are x86_64-unknown-linux-gnu, aarch64-unknown-linux-gnu, x86_64-unknown-linux-musl, "
       "x86_64-apple-darwin, aarch64-apple-darwin, x86_64-pc-windows-msvc, x86_64-pc-windows-gnu, "
       "x86_64-pc-windows-gnullvm. Nearest possible: the same wish without it, or with `host` "
       "\"x86_64-linux\"."},
      {{{"date", "2024-06-01"},
        {"components", {"rustc-codegen-cranelift"}},
        {"host", "aarch64-darwin"}},
       "`rustc-codegen-cranelift-preview` exists for aarch64-apple-darwin from nightly-2024-07-23 "
       "on. Nearest possible: `date` \"2024-07-23\" or later."},
      {{{"date", "2023-01-01"}, {"components", {"rustc-codegen-cranelift"}}},
       "`rustc-codegen-cranelift-preview` exists from nightly-2023-10-29 on. Nearest possible: "
       "`date` \"2023-10-29\" or later."},
      {{{"via", "nixpkgs"}, {"channel", "nightly"}},
       "nixpkgs has one stable Rust, the one of its own date, and not nightly. Nearest possible: "
       "`via` \"fenix\" or \"rust-overlay\"."},
      {{{"via", "nixpkgs"}, {"channel", "stable"}, {"targets", {"wasm32-unknown-unknown"}}},
       "rustc of nixpkgs comes without standard libraries for further targets. Nearest possible: "
       "`via` \"fenix\" or \"rust-overlay\"."},
      {{{"channel", "1.95"}},
       "`channel` \"1.95\" moves with each patch release, so it pins nothing. Nearest possible: "
       "`channel` \"1.95.0\"."},
      {{{"channel", "1.96.2"}},
       "Rust 1.96.2 was never released. Nearest possible: `channel` \"1.96.1\"."},
      {{{"channel", "stable"}, {"date", "2026-07-10"}},
       "only nightly and beta have dates, not stable. Nearest possible: `channel` \"1.97.0\" was "
       "the stable release of that day."},
      {{{"channel", "nightly-2026-05-20"}, {"date", "2026-05-21"}},
       "`channel` and `date` name two days. Nearest possible: give one of them."},
      {{{"targets", {"wasm32-wasi"}}},
       "the target \"wasm32-wasi\" was renamed. Nearest possible: its name is `wasm32-wasip1`."},
      {{{"targets", {"wasm32-unknown-unknwn"}}},
       "there is no standard library for the target \"wasm32-unknown-unknwn\". Nearest possible: "
       "the closest is `wasm32-unknown-unknown`."},
      {{{"host", "x86_64-linx"}},
       "there is no host \"x86_64-linx\" that rustc runs on. Nearest possible: the closest is "
       "`x86_64-linux`."},
      {{{"host", "x86_64-unknown-linux-musl"}},
       "Nix toolchains do not run on x86_64-unknown-linux-musl. Nearest possible: `host` "
       "\"x86_64-linux\" with `targets` [\"x86_64-unknown-linux-musl\"]."},
      {{{"host", "riscv64-linux"}, {"components", {"rust-src"}}},
       "fenix has no packages for riscv64-linux. Nearest possible: `via` \"rust-overlay\"."},
      {{{"channel", "nightly"}, {"components", {"rust-docs-json"}}},
       "`fenix.complete` has no `rust-docs-json`. Nearest possible: a dated nightly, e.g. `date` "
       "\"2026-08-22\"."},
      {{{"via", "rust-overlay"}, {"date", "2018-06-01"}},
       "rust-overlay has no nightly of 2018-06-01. Nearest possible: `via` \"fenix\", which "
       "fetches the manifest of any day."},
  };
  for (auto [wish, sentence] : cases) {
    if (!wish.contains("components")) wish["components"] = {"rust-std"};
    EXPECT_EQ(refusal(wish), "Not possible: " + sentence) << wish;
  }
}

TEST_F(PinToolchain, FallsBackToAnOlderRustOverlay) {
  const std::string text = bench_.text(
      "pin_toolchain", {{"via", "rust-overlay"}, {"date", "2024-11-01"}, {"project_dir", "/none"}});
  EXPECT_NE(text.find("github:oxalica/rust-overlay/snapshot/2026-03-11"), std::string::npos)
      << text;
}

TEST_F(PinToolchain, LeavesOutHostsThatLackAComponent) {
  const std::string text =
      bench_.text("pin_toolchain", {{"project_dir", "/none"},
                                    {"via", "fenix"},
                                    {"date", "2024-06-01"},
                                    {"components", {"rustc-codegen-cranelift"}}});
  EXPECT_EQ(text.find("\"aarch64-darwin\""), std::string::npos) << text;
  EXPECT_NE(text.find("does not exist for aarch64-darwin in this nightly"), std::string::npos)
      << text;
}

TEST_F(PinToolchain, ADirectoryWithoutFiles) {
  EXPECT_EQ(refusal({{"project_dir", "/none"}}),
            "`/none` and the folders above it hold none of flake.nix, flake.lock, shell.nix, "
            "default.nix, rust-toolchain, rust-toolchain.toml, .envrc; say what to pin, e.g. `via` "
            "and `channel`, or give another `project_dir`.");
  EXPECT_EQ(refusal({{"project_dir", "/nowhere"}}),
            "`project_dir` is \"/nowhere\", which is no folder.");
}

TEST_F(PinToolchain, BrokenFilesAreNamedAndTheAnswerStillComes) {
  auto content = project("fenix-complete");
  content["/p/flake.lock"] = "{";
  const MemoryFiles files(content);
  ToolBench bench(files, {}, "/p", today);
  const std::string text = bench.text("pin_toolchain", {{"channel", "nightly"}});
  EXPECT_TRUE(text.starts_with("`nightly` via fenix")) << text;
  EXPECT_NE(text.find("- flake.lock:1: is no flake.lock; it is not valid JSON"), std::string::npos)
      << text;
}

// Files that are cut off or damaged anywhere: always an answer, short and in UTF-8 (the bench
// checks both).
TEST_F(PinToolchain, DamagedFilesGetAnAnswer) {
  unsigned seed = 1;
  const auto random = [&](std::size_t below) {
    seed = seed * 1664525U + 1013904223U;
    return static_cast<std::size_t>(seed >> 8U) % below;
  };
  for (const char* name : {"fenix-complete", "flakehub", "overlay-toolchain-file", "rustup-shell",
                           "shell-fetch-tarball", "follows-circle"}) {
    for (int round = 0; round < 30; ++round) {
      auto content = project(name);
      for (auto& [path, text] : content) {
        if (text.empty()) continue;
        if (round % 2 == 0) {
          text.resize(random(text.size()));
        } else {
          for (int i = 0; i < 5; ++i) text[random(text.size())] = static_cast<char>(random(256));
        }
      }
      const MemoryFiles files(content);
      ToolBench bench(files, {}, "/p", today);
      EXPECT_FALSE(bench.call("pin_toolchain", {{"detail", "full"}}).text.empty());
      EXPECT_FALSE(
          bench.call("pin_toolchain", {{"via", "fenix"}, {"format", "json"}}).text.empty());
    }
  }
}

TEST_F(PinToolchain, IsACommandToo) {
  tools::Engine engine(files_, {}, "/", today);
  const auto run = [&](const std::vector<std::string>& words) {
    std::ostringstream out;
    std::ostringstream err;
    const int status = tools::run_command_line(engine, words, {out, err, 0, false});
    return std::to_string(status) + " " + out.str() + err.str();
  };
  EXPECT_EQ(run({"pin", "p"}), "0 " + bench_.text("pin_toolchain", Json::object()));
  EXPECT_EQ(run({"pin", "p", "--date", "2026-05-20", "--components", "miri,rust-src"}),
            "0 " + bench_.text("pin_toolchain",
                               {{"date", "2026-05-20"}, {"components", {"miri", "rust-src"}}}));
  EXPECT_TRUE(run({"pin", "--json", "p"}).starts_with("0 {"));
  EXPECT_TRUE(run({"pin", "p", "x"}).starts_with("2 rust-nix-doctor: unexpected word `x`"));
  EXPECT_TRUE(run({"pin", "p", "--via", "fenx"}).starts_with("2 "));
  EXPECT_TRUE(run({"pin", "none"}).starts_with("2 rust-nix-doctor: `/none`"));
}

}  // namespace
}  // namespace doctor::test
