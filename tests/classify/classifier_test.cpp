// Whole logs through the classifier with all entries.
#include "classify/classifier.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "tests/support/decorate.h"
#include "tests/support/golden.h"
#include "tests/support/knowledge.h"
#include "tools/report_text.h"

namespace doctor::test {
namespace {

using classify::Finding;
using classify::Report;
using classify::Verdict;

Report run(std::string_view log) {
  return EntryFiles::get().classify(log);
}

// The verdict, each finding as "id crate version confidence @lines", each unexplained line.
std::string shown(const Report& report) {
  std::string out(name_of(report.verdict));
  for (const Finding& finding : report.findings) {
    out += "\n" + std::string(finding.entry->id) + " " + finding.crate + " " + finding.version +
           " " + std::string(name_of(finding.confidence)) + " @";
    for (const classify::Evidence& evidence : finding.evidence) {
      out += (out.ends_with('@') ? "" : ",") + std::to_string(evidence.line);
    }
  }
  for (const classify::Evidence& line : report.unexplained) {
    out += "\nunexplained " + std::to_string(line.line) + ": " + line.text;
  }
  return out;
}

const std::string& classic() {
  static const std::string log = read_source("tests/samples/wasmtime-fiber.log");
  return log;
}

constexpr const char* kSym = "error: asm! and global_asm! sym operands are not yet supported\n";

// An error of the kind above in a crate of the registry.
std::string sym_in(const std::string& crate, const std::string& version) {
  return kSym +
         std::string("  --> /home/me/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/") +
         crate + "-" + version + "/src/lib.rs:41:1\n   |\n41 | / asm_func!(\n   | |_^\n\n";
}

std::string blamed(const std::string& crate) {
  return "error: could not compile `" + crate + "` (lib) due to 1 previous error\n";
}

TEST(Classifier, TheClassicLog) {
  EXPECT_EQ(shown(run(classic())),
            "known\ncranelift-asm-sym-operands wasmtime-fiber 34.0.2 certain @16,30");
}

TEST(Classifier, TheClassicLogInEveryDress) {
  for (const Decoration& decoration : decorations()) {
    const Report report = run(decoration.apply(classic()));
    ASSERT_EQ(report.findings.size(), 1U) << decoration.name;
    EXPECT_EQ(report.findings[0].crate, "wasmtime-fiber") << decoration.name;
    EXPECT_EQ(report.findings[0].version, "34.0.2") << decoration.name;
    EXPECT_EQ(report.verdict, Verdict::kKnown) << decoration.name;
    EXPECT_TRUE(report.unexplained.empty()) << decoration.name;
  }
}

// The head and the blame may both be cut off; what is left still counts.
TEST(Classifier, PartsOfTheClassicLog) {
  const auto lines = text::lines(classic());
  for (std::size_t first = 0; first <= 15; ++first) {
    std::string log;
    for (std::size_t i = first; i < lines.size(); ++i) log += std::string(lines[i]) + "\n";
    const Report report = run(log);
    ASSERT_EQ(report.findings.size(), 1U) << first;
    EXPECT_EQ(report.findings[0].crate, "wasmtime-fiber");
    EXPECT_EQ(report.findings[0].version, "34.0.2") << "from the path, if not from cargo";
  }
  std::string headless;
  for (std::size_t i = 0; i < 20; ++i) headless += std::string(lines[i]) + "\n";
  const Report report = run(headless);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_TRUE(report.findings[0].crate_from_path);
}

// An ordinary error beside the known one is neither lost nor explained away.
TEST(Classifier, AnOrdinaryErrorBesideIt) {
  EXPECT_EQ(shown(run(classic() +
                      "error[E0308]: mismatched types\n --> src/main.rs:3:5\n  |\n3 |     1\n\n" +
                      blamed("app"))),
            "known\ncranelift-asm-sym-operands wasmtime-fiber 34.0.2 certain @16,30\n"
            "unexplained 32: error[E0308]: mismatched types");
}

TEST(Classifier, OnlyAnOrdinaryError) {
  const Report report =
      run("   Compiling app v0.1.0 (/home/me/app)\nerror[E0308]: mismatched types\n"
          " --> src/main.rs:3:5\n  |\n3 |     1\n\n" +
          blamed("app"));
  EXPECT_EQ(shown(report), "ordinary\nunexplained 2: error[E0308]: mismatched types");
  const std::string answer = tools::report_text(report, {}, true);
  EXPECT_EQ(text::lower(answer).find("cranelift"), std::string::npos) << answer;
}

// cargo -j prints the errors of two crates before it blames either, in any order.
TEST(Classifier, InterleavedJobs) {
  EXPECT_EQ(
      shown(run("   Compiling alpha v1.0.0\n   Compiling beta v2.0.0\n" + sym_in("alpha", "1.0.0") +
                sym_in("beta", "2.0.0") + blamed("beta") +
                "warning: build failed, waiting for other jobs to finish...\n" + blamed("alpha"))),
      "known\ncranelift-asm-sym-operands alpha 1.0.0 certain @3,17\n"
      "cranelift-asm-sym-operands beta 2.0.0 certain @9,15");
}

// What failed in the first command is not blamed for the second, and line numbers go on.
TEST(Classifier, TwoCommandsInOneLog) {
  const std::string log = "$ cargo build\n" + sym_in("alpha", "1.0.0") + blamed("alpha") +
                          "$ cargo test\n" + sym_in("beta", "2.0.0") + blamed("beta");
  EXPECT_EQ(shown(run(log)),
            "known\ncranelift-asm-sym-operands alpha 1.0.0 certain @2,8\n"
            "cranelift-asm-sym-operands beta 2.0.0 certain @10,16");
}

TEST(Classifier, TwoDerivationsOfANixBuild) {
  const auto prefixed = [](const std::string& name, std::string_view text) {
    std::vector<std::string> lines;
    for (const std::string_view line : text::lines(text)) {
      lines.push_back(name + "> " + std::string(line));
    }
    return lines;
  };
  const auto one = prefixed("one-0.1.0", sym_in("alpha", "1.0.0") + blamed("alpha"));
  const auto two = prefixed("two-0.2.0", sym_in("beta", "2.0.0") + blamed("beta"));
  std::string log;
  for (std::size_t i = 0; i < one.size(); ++i) log += one[i] + "\n" + two[i] + "\n";
  EXPECT_EQ(shown(run(log)),
            "known\ncranelift-asm-sym-operands alpha 1.0.0 certain @1,13\n"
            "cranelift-asm-sym-operands beta 2.0.0 certain @2,14");
}

// Root causes first: what failed for sure, then what stands earlier.
TEST(Classifier, RanksByConfidenceThenPlace) {
  const Report report =
      run(sym_in("alpha", "1.0.0") + blamed("alpha") + sym_in("beta", "1.0.0") + blamed("beta"));
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_EQ(report.findings[0].crate, "alpha");
}

TEST(Classifier, ToolchainFromTheLog) {
  EXPECT_EQ(run("rustc 1.97.0-nightly (e50aa6fba 2026-05-19)\n").nightly_date, "2026-05-20");
  EXPECT_EQ(run("info: using nightly-2026-05-20-x86_64-unknown-linux-gnu\n").nightly_date,
            "2026-05-20");
  EXPECT_EQ(run("rustc 1.95.0 (59807616e 2026-04-14)\n").nightly_date, "");
  EXPECT_EQ(run("cargo 1.97.0-nightly (4d1f98451 2026-05-15)\n").nightly_date, "");
  EXPECT_EQ(run("       * /home/me/.rustup/toolchains/nightly-2026-05-20-x86_64-apple-darwin\n")
                .nightly_date,
            "2026-05-20");
  EXPECT_EQ(
      run("note: rustc 1.97.0-nightly (e50aa6fba 2026-05-19) running on x86_64-apple-darwin\n")
          .nightly_date,
      "2026-05-20");
  // What rustc says of itself is surer than a pin that is mentioned.
  EXPECT_EQ(run("info: removing nightly-2023-01-01\nrustc 1.97.0-nightly (e50aa6fba 2026-05-19)\n")
                .nightly_date,
            "2026-05-20");
  EXPECT_EQ(run("nightly-2026-05-20\nnightly-2023-01-01\n").nightly_date, "2026-05-20");
  TextSource source(kSym);
  const Report report =
      EntryFiles::get().classifier().classify(source, {"2023-01-01", {}, {}}).value();
  EXPECT_EQ(report.findings.at(0).applies, knowledge::Applies::kNotYet);
}

TEST(Classifier, CleanLogs) {
  EXPECT_EQ(shown(run("")), "clean");
  EXPECT_EQ(shown(run("   Compiling a v1.0.0\n    Finished `dev` profile in 1s\n")), "clean");
  EXPECT_EQ(shown(run("warning: unused variable: `x`\n --> src/main.rs:1:1\n")), "clean");
}

// Consequences alone say that something failed, and nothing about why.
TEST(Classifier, OnlyConsequences) {
  EXPECT_EQ(shown(run(blamed("app"))),
            "unknown\nunexplained 1: error: could not compile `app` (lib) due to 1 previous error");
}

TEST(Classifier, HostileLogs) {
  EXPECT_EQ(run(std::string(3U << 20U, 'x')).verdict, Verdict::kClean);
  EXPECT_EQ(run(std::string(3U << 20U, '\0')).verdict, Verdict::kClean);
  EXPECT_EQ(run(std::string(1U << 20U, '\x1b')).verdict, Verdict::kClean);
  EXPECT_EQ(run(std::string(1U << 20U, '\r')).verdict, Verdict::kClean);
  std::string derivations;  // more sources at once than are kept apart
  for (int i = 0; i < 1000; ++i) derivations += "pkg-" + std::to_string(i) + "> " + kSym;
  EXPECT_EQ(run(derivations).findings.at(0).entry->id, "cranelift-asm-sym-operands");
  std::string commands;
  for (int i = 0; i < 5000; ++i) commands += "$ cargo build\n" + std::string(kSym);
  EXPECT_EQ(run(commands).verdict, Verdict::kKnown);
}

TEST(Classifier, StopsAndReportsProgress) {
  std::stop_source stop;
  std::string log;
  while (log.size() < (20U << 20U)) log += classic();
  std::size_t told = 0;
  TextSource source(log);
  const Result<Report> stopped = EntryFiles::get().classifier().classify(
      source, {"", stop.get_token(), [&](std::size_t bytes) {
                 told = bytes;
                 stop.request_stop();
               }});
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.problem().message, "the request was cancelled");
  EXPECT_GE(told, 8U << 20U);
  EXPECT_LT(told, 10U << 20U) << "it ended soon after the request";
}

}  // namespace
}  // namespace doctor::test
