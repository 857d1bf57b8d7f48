#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "tests/support/golden.h"
#include "tests/support/knowledge.h"
#include "tests/support/tools.h"

namespace doctor::test {
namespace {

constexpr const char* kTool = "classify_error";

Json classic() {
  return {{"log", read_source("tests/samples/wasmtime-fiber.log")}};
}

std::set<std::string> keys_of(const Json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

TEST(ClassifyErrorTool, ClassicLogAsText) {
  check_golden(ToolBench().text(kTool, classic()), "golden/answers/classify_classic.md");
}

TEST(ClassifyErrorTool, ClassicLogInFull) {
  Json arguments = classic();
  arguments["detail"] = "full";
  arguments["command"] = "cargo test --release";
  check_golden(ToolBench().text(kTool, arguments), "golden/answers/classify_classic_full.md");
}

TEST(ClassifyErrorTool, ClassicLogAsJson) {
  check_golden(json::print_pretty(ToolBench().json(kTool, classic())) + "\n",
               "golden/answers/classify_classic.json");
}

// The short answer must hold all that is needed to act.
TEST(ClassifyErrorTool, ConciseAnswerIsShortAndComplete) {
  Json arguments = classic();
  arguments["command"] = "cargo test";
  const std::string answer = ToolBench().text(kTool, arguments);
  EXPECT_LT(characters(answer), 1500U) << answer;
  for (const char* part :
       {"known: ", "`cranelift-asm-sym-operands`, certain", "crate `wasmtime-fiber` 34.0.2",
        "is built without the option",             // the cause
        "`cargo check` and `cargo clippy` pass:",  // why the check does not show it
        "- line 16: `error: asm! and global_asm! sym", "- line 30: ``",  // the evidence
        "cargo test --config unstable.codegen-backend=true --config "
        "'profile.test.package.wasmtime-fiber.codegen-backend=\"llvm\"'",
        "[profile.dev.package.wasmtime-fiber]\ncodegen-backend = \"llvm\"", "Gate: ",
        "RUSTFLAGS",                            // what beats it
        "Doctests",                             // what it does not reach
        "id `cranelift-asm-sym-operands`.\n"})  // where there is more
  {
    EXPECT_NE(answer.find(part), std::string::npos) << part << "\nis missing in\n" << answer;
  }
}

// The same for the entries' own samples: whatever is found alone is told in short.
TEST(ClassifyErrorTool, ConciseAnswersOfAllSamples) {
  ToolBench bench;
  for (const knowledge::Entry& entry : EntryFiles::get().knowledge().entries()) {
    for (const knowledge::Sample& sample : entry.samples) {
      if (!sample.hit) continue;
      const Json arguments = {{"log", sample.log}};
      if (bench.json(kTool, arguments).at("findings").size() != 1) continue;
      const std::string answer = bench.text(kTool, arguments);
      EXPECT_LT(characters(answer), 1500U) << entry.id << ".toml:" << sample.file_line << "\n"
                                           << answer;
    }
  }
}

TEST(ClassifyErrorTool, JsonHasTheKeysOfTheContract) {
  const Json answer = ToolBench().json(kTool, classic());
  EXPECT_EQ(keys_of(answer),
            (std::set<std::string>{"verdict", "summary", "findings", "unexplained"}));
  const Json& finding = answer.at("findings").at(0);
  // `crate_version`, `shows` (the stage as a sentence), `gate` and `caveats` are extras.
  EXPECT_EQ(keys_of(finding),
            (std::set<std::string>{"id", "title", "area", "kind", "status", "confidence", "backend",
                                   "crate", "evidence", "cause", "fix", "confirm", "sources",
                                   "since", "crate_version", "shows", "gate", "caveats"}));
  EXPECT_EQ(keys_of(finding.at("evidence").at(0)), (std::set<std::string>{"line", "text"}));
  EXPECT_EQ(keys_of(finding.at("fix").at(0)), (std::set<std::string>{"title", "language", "text"}));
  EXPECT_EQ(finding.at("crate"), "wasmtime-fiber");
  EXPECT_EQ(finding.at("crate_version"), "34.0.2");
}

TEST(ClassifyErrorTool, ToolchainSaysWhetherItApplies) {
  Json arguments = classic();
  arguments["toolchain"] = "nightly-2023-01-01";
  const Json early = ToolBench().json(kTool, arguments);
  EXPECT_EQ(early.at("findings").at(0).at("applies_to_toolchain"), false);
  EXPECT_EQ(early.at("toolchain"), "nightly-2023-01-01");
  EXPECT_NE(ToolBench().text(kTool, arguments).find("Careful: the toolchain is nightly-2023-01-01"),
            std::string::npos);
  arguments["toolchain"] = "rustc 1.97.0-nightly (e50aa6fba 2026-05-19)";
  const Json now = ToolBench().json(kTool, arguments);
  EXPECT_EQ(now.at("findings").at(0).at("applies_to_toolchain"), true);
  EXPECT_EQ(now.at("toolchain"), "nightly-2026-05-20");
}

TEST(ClassifyErrorTool, StableToolchainGetsNoOverride) {
  Json arguments = classic();
  arguments["toolchain"] = "stable";
  EXPECT_NE(ToolBench().text(kTool, arguments).find("No override is possible"), std::string::npos);
  EXPECT_EQ(ToolBench().json(kTool, arguments).at("findings")[0].at("fix")[0].at("title"),
            "No override is possible");
}

TEST(ClassifyErrorTool, FirstLineIsTheVerdict) {
  const auto first_line = [](const std::string& log) {
    const std::string answer = ToolBench().text(kTool, {{"log", log}});
    return answer.substr(0, answer.find('\n'));
  };
  EXPECT_EQ(first_line("    Finished `dev` profile in 0.1s\n"),
            "clean: no failure in these 1 lines.");
  EXPECT_EQ(first_line(""), "clean: no failure in these 0 lines.");
  EXPECT_EQ(first_line("error[E0308]: mismatched types\n --> src/main.rs:1:1\n"),
            "ordinary: it fails for plain reasons in the source or its tests; neither the codegen "
            "backend nor Nix is to blame.");
  EXPECT_EQ(first_line("error: the flux capacitor is broken\n"),
            "unknown: something failed, and no entry explains it. The lines below are what can be "
            "seen.");
}

// Hundreds of findings, each with a long line: both forms stay below the limit and say so.
TEST(ClassifyErrorTool, LongAnswersAreCut) {
  std::string log;
  for (int i = 0; i < 300; ++i) {
    const std::string name = "crate-" + std::to_string(i);
    log += "error: asm! and global_asm! sym operands are not yet supported\n --> " + name +
           "/src/lib.rs:1:1\nerror: could not compile `" + name +
           "` (lib)\nerror[E0308]: " + std::string(500, 'x') + "\n --> src/lib.rs:1:1\n";
  }
  for (const char* detail : {"concise", "full"}) {
    const Json answer = ToolBench().json(kTool, {{"log", log}, {"detail", detail}});
    EXPECT_GT(answer.at("findings_total"), answer.at("findings").size());
    EXPECT_GT(answer.at("unexplained_total"), answer.at("unexplained").size());
  }
  const std::string concise = ToolBench().text(kTool, {{"log", log}});
  EXPECT_NE(concise.find("Showing 5 of "), std::string::npos);
  const std::string full = ToolBench().text(kTool, {{"log", log}, {"detail", "full"}});
  EXPECT_NE(full.find("(cut: "), std::string::npos);
}

TEST(ClassifyErrorTool, ArgumentFaults) {
  ToolBench bench;
  EXPECT_EQ(bench.fault(kTool, Json::object()),
            "Neither `log` nor `path` is given; give the output as `log`, or a file that holds it "
            "as `path`.");
  EXPECT_EQ(bench.fault(kTool, {{"log", "x"}, {"path", "y"}}),
            "Both `log` and `path` are given; give exactly one of them.");
  EXPECT_EQ(
      bench.fault(kTool, {{"log", std::string((8U << 20U) + 1, 'x')}}),
      "`log` has 8388609 bytes; at most 8 MiB are taken. Write it to a file and give `path`.");
  EXPECT_EQ(bench.fault(kTool, {{"log", 1}}), "`log` must be a string, but is 1.");
  EXPECT_EQ(bench.fault(kTool, {{"log", "x"}, {"detail", "ful"}}),
            "`detail` must be \"concise\" or \"full\", but is \"ful\". Did you mean \"full\"?");
  EXPECT_NE(bench.fault(kTool, {{"logs", "x"}}).find("did you mean `log`?"), std::string::npos);
}

TEST(ClassifyErrorTool, ReadsAFile) {
  const std::map<std::string, std::string> content = {
      {"/project/build.log", "error[E0308]: mismatched types\n"}};
  const MemoryFiles files(content);
  ToolBench bench(files, {}, "/project");
  EXPECT_EQ(bench.json(kTool, {{"path", "build.log"}}).at("verdict"), "ordinary");
  EXPECT_EQ(bench.json(kTool, {{"path", "/project/build.log"}}).at("verdict"), "ordinary");
  EXPECT_EQ(bench.fault(kTool, {{"path", "other.log"}}),
            "`path` cannot be used: other.log: cannot be read: No such file or directory.");
}

// A client may stop a call; the answer is then not sent, but the call must end.
TEST(ClassifyErrorTool, StopsWhenAsked) {
  ToolBench bench;
  std::stop_source stop;
  stop.request_stop();
  const mcp::ToolResult result =
      bench.toolbox().front().run({{"log", "x\n"}}, {stop.get_token(), nullptr});
  EXPECT_TRUE(result.is_error);
  EXPECT_EQ(result.text, "the request was cancelled.");
}

TEST(ClassifyErrorTool, TellsProgress) {
  ToolBench bench;
  std::vector<std::string> messages;
  const std::string log(7U << 20U, '\n');
  const std::map<std::string, std::string> content = {{"/project/big.log", log + log + log}};
  const MemoryFiles files(content);
  ToolBench with_file(files, {}, "/project");
  const mcp::ToolResult result = with_file.toolbox().front().run(
      {{"path", "big.log"}},
      {{}, [&](double, double, const std::string& message) { messages.push_back(message); }});
  EXPECT_FALSE(result.is_error) << result.text;
  EXPECT_TRUE(messages.size() <= 3) << "every few MB";
}

}  // namespace
}  // namespace doctor::test
