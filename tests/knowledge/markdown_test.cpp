#include "knowledge/markdown.h"

#include <gtest/gtest.h>

#include "tests/support/tiny_entries.h"

namespace doctor::knowledge {
namespace {

TEST(Markdown, RendersFixes) {
  const auto check = [](const Fix& fix, const std::string& title, const std::string& language,
                        const std::string& text) {
    const RenderedFix rendered = render_fix(fix, {{"crate", "a-crate"}, {"empty", ""}});
    EXPECT_EQ(rendered.title, title);
    EXPECT_EQ(rendered.language, language);
    EXPECT_EQ(rendered.text, text);
  };
  check({"T", "sh", "cargo build -p {crate} {empty} {other}", ""}, "T", "sh",
        "cargo build -p a-crate EMPTY OTHER");
  check({"T", "nix", "fenix.packages.${system}.{crate} \"${crate}\"", ""}, "T", "nix",
        "fenix.packages.${system}.a-crate \"${crate}\"");
  check({"T", "rust", "println!(\"{revision} {crate}\");", ""}, "T", "rust",
        "println!(\"{revision} a-crate\");");
  check({"", "", "", "package"}, "Compile that crate with LLVM", "toml",
        "[unstable]\ncodegen-backend = true\n\n[profile.dev.package.a-crate]\ncodegen-backend = "
        "\"llvm\"\n");
  check({"Own title", "", "", "profile"}, "Own title", "toml",
        "[unstable]\ncodegen-backend = true\n\n[profile.dev]\ncodegen-backend = \"llvm\"\n");
  check({"", "", "", "build-override"}, "Compile build scripts and proc-macros with LLVM", "toml",
        "[unstable]\ncodegen-backend = true\n\n[profile.dev.build-override]\ncodegen-backend = "
        "\"llvm\"\n");
}

TEST(Markdown, CodeBlocks) {
  EXPECT_EQ(code_block("sh", "a"), "```sh\na\n```\n");
  EXPECT_EQ(code_block("", "a\n"), "```\na\n```\n");
  EXPECT_EQ(code_block("text", "```\nx\n```\n"), "````text\n```\nx\n```\n````\n");
}

// A stop inside a name, a version or code ends no sentence.
TEST(Markdown, Summary) {
  const auto check = [](Text cause, const std::string& expected) {
    Entry entry;
    entry.cause = cause;
    EXPECT_EQ(summary(entry), expected);
  };
  check("One. Two.", "One.");
  check("One.", "One.");
  check("No stop", "No stop");
  check("See Cargo.toml 1.2. Then.", "See Cargo.toml 1.2.");
  check("Call `a. b` first. Then.", "Call `a. b` first.");
  check("Some, e.g. this. Then.", "Some, e.g. this.");
  check("First line.\nSecond.", "First line.");
  check("Really? Yes.", "Really?");
  check("", "");
}

TEST(Markdown, Lifetime) {
  Entry entry;
  EXPECT_EQ(lifetime(entry), "");
  entry.since = "nightly-2024-01-01";
  EXPECT_EQ(lifetime(entry), "since nightly-2024-01-01");
  entry.fixed_in = "nightly-2025-01-01";
  EXPECT_EQ(lifetime(entry), "since nightly-2024-01-01, gone in nightly-2025-01-01");
  entry.since = "";
  EXPECT_EQ(lifetime(entry), "gone in nightly-2025-01-01");
}

TEST(Markdown, EveryStageHasASentence) {
  for (int stage = 0; stage <= static_cast<int>(Stage::kNixBuild); ++stage) {
    Entry entry;
    entry.stage = static_cast<Stage>(stage);
    EXPECT_EQ(stage_sentence(entry).empty(), entry.stage == Stage::kNone) << stage;
    // What passes cargo check says so.
    const bool says_so = stage_sentence(entry).find("`cargo check` and") == 0 ||
                         stage_sentence(entry).find("`cargo check` passes") == 0;
    EXPECT_EQ(says_so, passes_check(entry.stage)) << stage_sentence(entry);
  }
}

TEST(Markdown, WholeEntry) {
  const test::TinyClassifier tiny(
      {{"an-entry",
        "[[crate]]\nname = \"a\"\nversions = \"<2.0.0\"\nnote = \"old\"\n"
        "[[fix]]\ntitle = \"Fix\"\nlanguage = \"sh\"\ntext = \"true\"\n",
        {{"status", "\"fixed\""},
         {"since", "\"nightly-2024-01-01\""},
         {"messages", "[\"error: x\"]"},
         {"details", "\"More.\""},
         {"confirm", "[\"cargo check\"]"},
         {"aliases", "[\"old-id\"]"},
         {"platforms", "[\"macOS\"]"}}}});
  EXPECT_EQ(to_markdown(tiny.knowledge().entries().front(), 2),
            "## A title\n\n"
            "`an-entry` · compile-error · fixed · since nightly-2024-01-01 · reported, not "
            "reproduced · checked 2026-07-22\n\n"
            "Because.\n\n"
            "`cargo check` and `cargo clippy` pass: they generate code only for build scripts and "
            "proc-macros.\n\n"
            "```text\nerror: x\n```\n\n"
            "More.\n\n"
            "- Crates: `a` <2.0.0 (old)\n- Platforms: macOS\n- Decide with: `cargo check`\n"
            "- Also known as: `old-id`\n\n"
            "**Fix**\n\n```sh\ntrue\n```\n\n"
            "- Sources: here\n");
}

}  // namespace
}  // namespace doctor::knowledge
