// What the plugin's hooks get: mostly nothing.
#include <gtest/gtest.h>

#include "tests/support/golden.h"
#include "tests/support/tools.h"

namespace doctor::test {
namespace {

constexpr const char* kFailure = "PostToolUseFailure";
constexpr const char* kSuccess = "PostToolUse";

const std::string& classic() {
  static const std::string log = read_source("tests/samples/wasmtime-fiber.log");
  return log;
}

class OnBash : public testing::Test {
 protected:
  Json failure(const std::string& command, const std::string& output) {
    return hook({{"event", kFailure}, {"command", command}, {"output", output}});
  }
  Json success(const std::string& command, const std::string& output) {
    return hook({{"event", kSuccess}, {"command", command}, {"output", output}});
  }

  // The hook's answer; null for silence.
  Json hook(Json arguments) {
    if (!arguments.contains("cwd")) arguments["cwd"] = "/project";
    const mcp::ToolResult result = bench_.call("on_bash", arguments);
    EXPECT_FALSE(result.is_error) << result.text;
    EXPECT_FALSE(result.structured.has_value());
    if (result.text.empty()) return nullptr;
    const Result<Json> parsed = json::parse(result.text);
    EXPECT_TRUE(parsed.ok()) << result.text;
    return parsed.ok() ? parsed.value() : Json();
  }

  static std::string context(const Json& answer) {
    return answer.is_null()
               ? ""
               : answer.at("hookSpecificOutput").at("additionalContext").get<std::string>();
  }

  MemoryFiles files_{{{"/project/build.log", classic()},
                      {"/project/app/sub.log", classic()},
                      {"/tmp/build.log", classic()},
                      {"/etc/build.log", classic()},
                      {"/home/me/.claude/projects/p/s/tool-results/r.txt", classic()}}};
  ToolBench bench_{files_, {{"CLAUDE_PROJECT_DIR", "/project"}, {"HOME", "/home/me"}}, "/project"};
};

TEST_F(OnBash, TellsTheCauseOfAFailedBuild) {
  const Json answer = failure("cargo test", "Exit code 101\n" + classic());
  ASSERT_FALSE(answer.is_null());
  EXPECT_EQ(answer.at("hookSpecificOutput").at("hookEventName"), kFailure);
  const std::string line = answer.at("systemMessage");
  EXPECT_TRUE(line.starts_with("rust-nix-doctor: `sym` operands")) << line;
  EXPECT_NE(line.find("wasmtime-fiber"), std::string::npos);
  EXPECT_EQ(line.find('\n'), std::string::npos) << "one line";
  const std::string text = context(answer);
  for (const char* part :
       {"cranelift-asm-sym-operands", "line 16: `error: asm! and global_asm! sym",
        "cargo test --config unstable.codegen-backend=true --config "
        "'profile.test.package.wasmtime-fiber.codegen-backend=\"llvm\"'"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\nis missing in\n" << text;
  EXPECT_LT(characters(text), 2000U);
}

TEST_F(OnBash, TellsItOncePerSession) {
  EXPECT_FALSE(failure("cargo test", classic()).is_null());
  EXPECT_TRUE(failure("cargo test", classic()).is_null());
  EXPECT_TRUE(failure("cargo build --release", classic()).is_null());
  const Json other = {{"event", kFailure},
                      {"command", "cargo test"},
                      {"output", classic()},
                      {"session", "another"}};
  EXPECT_FALSE(hook(other).is_null());
}

TEST_F(OnBash, AnotherCauseIsTold) {
  EXPECT_FALSE(failure("cargo test", classic()).is_null());
  const Json gate =
      failure("cargo build",
              "error: failed to parse manifest at `/project/Cargo.toml`\n\n"
              "Caused by:\n  feature `codegen-backend` is required\n\n"
              "  The package requires the Cargo feature called `codegen-backend`, but "
              "that feature is not stabilized in this version of Cargo (1.90.0).\n");
  EXPECT_NE(context(gate).find("codegen-backend"), std::string::npos);
}

TEST_F(OnBash, IsSilentWhereThereIsNothingToTell) {
  EXPECT_TRUE(success("cargo build", "    Finished `dev` profile in 0.1s\n").is_null());
  EXPECT_TRUE(failure("cargo build", "Exit code 101\nerror[E0308]: mismatched types\n").is_null());
  EXPECT_TRUE(failure("cargo build", "Exit code 101").is_null());
  EXPECT_TRUE(failure("make", "Exit code 2\nmake: *** No rule to make target 'x'.\n").is_null());
  EXPECT_TRUE(failure("cat build.log", classic()).is_null()) << "no build";
  EXPECT_TRUE(success("grep -n asm build.log", classic()).is_null());
  EXPECT_TRUE(failure("./x.py", "Exit code 1\nTraceback").is_null());
}

// "possible" is not enough to speak up.
TEST_F(OnBash, IsSilentWithAGuess) {
  const std::string log = "thread 'main' panicked at src/main.rs:1:1:\nx\nSIGILL\n";
  ASSERT_NE(bench_.json("classify_error", {{"log", log}}).at("verdict"), "known");
  EXPECT_TRUE(failure("cargo run", log).is_null());
}

// No line says that it failed, but the exit status does.
TEST_F(OnBash, AProgramThatDoesNotStart) {
  const std::string stub =
      "Could not start dynamically linked executable: ./tool\n"
      "NixOS cannot run dynamically linked executables intended for generic\n"
      "linux environments out of the box. For more information, see:\n"
      "https://nix.dev/permalink/stub-ld\n";
  EXPECT_TRUE(success("./tool | cat", stub).is_null());
  EXPECT_NE(context(failure("./tool", "Exit code 127\n" + stub)).find("nixos-stub-ld"),
            std::string::npos);
}

TEST_F(OnBash, AScriptThatBuilds) {
  EXPECT_FALSE(failure("./ci.sh", classic()).is_null());
}

TEST_F(OnBash, APipeHidesTheFailureFromTheShell) {
  const Json answer = success("cargo test 2>&1 | cat", classic());
  ASSERT_FALSE(answer.is_null());
  EXPECT_EQ(answer.at("hookSpecificOutput").at("hookEventName"), kSuccess);
}

TEST_F(OnBash, ReadsWhatTheClientHasSaved) {
  const auto saved = [](const std::string& file) {
    return Json{{"event", kSuccess},
                {"command", "cargo build; true"},
                {"output", "   Compiling a v0.1.0\n"},
                {"full_output", file}};
  };
  EXPECT_FALSE(hook(saved("/home/me/.claude/projects/p/s/tool-results/r.txt")).is_null());
  EXPECT_TRUE(hook(saved("/etc/build.log")).is_null()) << "not a folder that may be read";
  EXPECT_TRUE(hook(saved("/home/me/.claude/projects/p/s/tool-results/gone.txt")).is_null());
}

TEST_F(OnBash, ReadsWhatTheCommandHasKept) {
  const std::map<std::string, bool> cases = {
      {"cargo test >\"${TMPDIR:-/tmp}/build.log\" 2>&1", true},
      {"cargo test >build.log 2>&1", true},
      {"cd app && cargo test >sub.log 2>&1", true},
      {"cargo test >/etc/build.log 2>&1", false},
      {"cargo test >gone.log 2>&1", false},
      {"cargo test >/dev/null 2>&1", false},
  };
  for (const auto& [command, is_told] : cases) {
    const Json answer = hook({{"event", kFailure},
                              {"command", command},
                              {"output", "Exit code 101"},
                              {"session", command}});
    EXPECT_EQ(!answer.is_null(), is_told) << command;
  }
  EXPECT_TRUE(failure("cd gone && cargo test >/tmp/build.log 2>&1",
                      "Exit code 1\nbash: line 1: cd: gone: No such file or directory")
                  .is_null())
      << "an old log";
}

TEST_F(OnBash, SaysThatTheOutputWasCut) {
  const std::string cut =
      "Exit code 101\n   Compiling a v0.1.0\n\n... [20012 characters truncated] ...\n\n   Comp";
  const std::string text = context(failure("cargo build", cut));
  EXPECT_NE(text.find("20012 characters"), std::string::npos) << text;
  EXPECT_NE(text.find("build.log"), std::string::npos);
  EXPECT_TRUE(failure("cargo build", cut).is_null()) << "once";
  EXPECT_TRUE(failure("./x.py", cut).is_null());
  const std::string both = context(failure("cargo test", cut + "\n" + classic()));
  EXPECT_NE(both.find("cranelift-asm-sym-operands"), std::string::npos);
  EXPECT_NE(both.find("20012 characters"), std::string::npos);
}

TEST_F(OnBash, SaysThatNoTestRan) {
  const std::string none =
      "running 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 5 filtered "
      "out; finished in 0.00s\n";
  const Json answer = success("cargo test no_such_name", none);
  EXPECT_NE(context(answer).find("0 tests (5 were filtered out"), std::string::npos);
  EXPECT_TRUE(answer.contains("systemMessage"));
  EXPECT_TRUE(success("cargo test no_such_name", none).is_null()) << "once";
  EXPECT_FALSE(success("nix develop -c cargo test other", none).is_null());
  EXPECT_TRUE(success("cargo test x | tail -3", none).is_null())
      << "the rest may have been cut off";
  EXPECT_TRUE(success("cat test.log", none).is_null());
  EXPECT_TRUE(success("cargo test y", "test result: ok. 1 passed; 0 failed;\n" + none).is_null());
}

TEST_F(OnBash, CanBeSwitchedOff) {
  for (const auto& [value, is_silent] :
       std::map<std::string, bool>{{"false", true}, {"0", true}, {"true", false}, {"", false}}) {
    ToolBench bench(files_, {{"RUST_NIX_DOCTOR_AUTOMATIC_DIAGNOSIS", value}}, "/project");
    const mcp::ToolResult result = bench.call(
        "on_bash", {{"event", kFailure}, {"command", "cargo test"}, {"output", classic()}});
    EXPECT_EQ(result.text.empty(), is_silent) << value;
  }
}

TEST_F(OnBash, RefusesOtherEvents) {
  EXPECT_NE(bench_.fault("on_bash", {{"event", "Stop"}, {"command", "x"}, {"output", ""}})
                .find("`event`"),
            std::string::npos);
}

}  // namespace
}  // namespace doctor::test
