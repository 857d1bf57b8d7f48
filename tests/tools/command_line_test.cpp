#include "tools/command_line.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <sstream>

#include "tests/support/golden.h"
#include "tests/support/run_command.h"
#include "tests/support/tools.h"

namespace doctor::test {
namespace {

struct Said {
  int status;
  std::string out;
  std::string err;
};

class CommandLine : public testing::Test {
 protected:
  CommandLine() : engine_(files_, {}, folder_.path()) {}

  Said run(const std::vector<std::string>& arguments, bool is_coloured = false) {
    std::ostringstream out;
    std::ostringstream err;
    const int status = tools::run_command_line(engine_, arguments, {out, err, input_, is_coloured});
    return {status, out.str(), err.str()};
  }

  // Wrong usage: status 2, one line on the error stream, nothing else.
  void check_usage(const std::vector<std::string>& arguments, const std::string& sentence) {
    const Said said = run(arguments);
    EXPECT_EQ(said.status, 2);
    EXPECT_EQ(said.out, "");
    EXPECT_EQ(said.err, "rust-nix-doctor: " + sentence + "\n");
  }

  std::string log(const std::string& content) { return folder_.write("build.log", content); }

  TemporaryFolder folder_;
  RealFiles files_;
  tools::Engine engine_;
  int input_ = -1;
};

TEST_F(CommandLine, ExitStatusIsTheVerdict) {
  const auto status = [&](const std::string& content) {
    return run({"classify", log(content)}).status;
  };
  EXPECT_EQ(status("    Finished\n"), 0);
  EXPECT_EQ(status("error[E0308]: mismatched types\n"), 0);
  EXPECT_EQ(status(read_source("tests/samples/wasmtime-fiber.log")), 0);
  EXPECT_EQ(status("error: the flux capacitor is broken\n"), 1);
}

TEST_F(CommandLine, ClassifyAsTheToolDoes) {
  const std::string content = read_source("tests/samples/wasmtime-fiber.log");
  const std::string path = log(content);
  ToolBench bench;
  EXPECT_EQ(run({"classify", path}).out, bench.text("classify_error", {{"log", content}}));
  EXPECT_EQ(run({"classify", path, "--full", "--command", "cargo test"}).out,
            bench.text("classify_error",
                       {{"log", content}, {"detail", "full"}, {"command", "cargo test"}}));
  EXPECT_EQ(Json::parse(run({"classify", "--json", path, "--toolchain=nightly-2026-05-20"}).out),
            bench.json("classify_error", {{"log", content}, {"toolchain", "nightly-2026-05-20"}}));
}

TEST_F(CommandLine, ReadsStandardInput) {
  input_ = ::open(log("error[E0308]: mismatched types\n").c_str(), O_RDONLY);
  ASSERT_GE(input_, 0);
  EXPECT_EQ(run({"classify"}).out.find("ordinary: "), 0U);
  ::lseek(input_, 0, SEEK_SET);
  EXPECT_EQ(run({"classify", "-"}).out.find("ordinary: "), 0U);
  ::close(input_);
}

TEST_F(CommandLine, ColourOnlyOnATerminal) {
  const std::string path = log("    Finished\n");
  EXPECT_EQ(run({"classify", path}, true).out.find("\x1b[1mclean: "), 0U);
  EXPECT_EQ(run({"classify", path}, false).out.find('\x1b'), std::string::npos);
  EXPECT_EQ(run({"classify", path, "--json"}, true).out.find('\x1b'), std::string::npos);
}

TEST_F(CommandLine, UnreadableInput) {
  check_usage({"classify", "/none.log"}, "/none.log: cannot be read: No such file or directory");
  check_usage({"classify", folder_.path()},
              folder_.path() + ": is a folder; a regular file is needed");
}

TEST_F(CommandLine, WrongUsage) {
  check_usage({"classfy"}, "unknown command `classfy`; did you mean `classify`? See --help.");
  check_usage({"zzz"}, "unknown command `zzz`. See --help.");
  check_usage({"classify", "--ful"}, "unknown option --ful");
  check_usage({"classify", "--comand", "x"}, "unknown option --comand; did you mean --command?");
  check_usage({"classify", "--command"}, "--command needs a value");
  check_usage({"classify", "a", "b"}, "one log at a time: a b");
  check_usage({"classify", "--log", "x"}, "name the log's file, or - for standard input");
  check_usage({"override", ".", "word"}, "unexpected word `word`; see --help");
  check_usage({"reference"}, "reference needs --write DIR or --check DIR");
  check_usage({"handshake", "--read", "x"}, "handshake needs --write DIR or --check DIR");
  check_usage({"lookup", "--limit", "x"}, "`limit` must be an integer, but is \"x\".");
  check_usage({"lookup", "--id", "zzzz"}, "There is no entry `zzzz`. Search with `query` instead.");
}

TEST_F(CommandLine, HelpAndVersion) {
  EXPECT_EQ(run({}).status, 2);
  EXPECT_EQ(run({}).err.find("usage: rust-nix-doctor COMMAND\n"), 0U);
  EXPECT_EQ(run({"--help"}).status, 0);
  EXPECT_EQ(run({"--help"}).out, run({}).err);
  EXPECT_EQ(run({"help"}).out, run({}).err);
  EXPECT_EQ(run({"--version"}).out, "rust-nix-doctor " DOCTOR_VERSION "\n");
}

// Options are the tool's arguments; words without dashes are the question.
TEST_F(CommandLine, LookupAndOverride) {
  ToolBench bench;
  EXPECT_EQ(run({"lookup", "catch_unwind", "caught", "--limit", "2"}).out,
            bench.text("lookup_limitation", {{"query", "catch_unwind caught"}, {"limit", 2}}));
  EXPECT_EQ(run({"lookup", "--crate", "wasmtime", "--crate-version=41.0.0"}).out,
            bench.text("lookup_limitation", {{"crate", "wasmtime"}, {"crate_version", "41.0.0"}}));
  EXPECT_EQ(run({"override", "--crate", "a", "--scope", "package"}).out,
            bench.text("config_override", {{"crate", "a"}, {"scope", "package"}}));
}

TEST_F(CommandLine, ReferenceWritesAndChecks) {
  EXPECT_EQ(run({"reference", "--check", folder_.path()}).status, 1) << "nothing is there";
  EXPECT_EQ(run({"reference", "--write", folder_.path()}).status, 0);
  EXPECT_EQ(run({"reference", "--check", folder_.path()}).status, 0);
  folder_.write("cranelift-limitations.md", "old\n");
  const Said said = run({"reference", "--check", folder_.path()});
  EXPECT_EQ(said.status, 1);
  EXPECT_EQ(said.err, folder_.path() +
                          "/cranelift-limitations.md:1: differs from the entries; "
                          "`rust-nix-doctor reference --write` renews it\n");
  EXPECT_EQ(run({"reference", "--write", folder_.path() + "/none"}).status, 1);
}

}  // namespace
}  // namespace doctor::test
