#include "classify/prefix.h"

#include <gtest/gtest.h>

namespace doctor::classify {
namespace {

void check(std::string_view line, std::string_view text, std::string_view stream = "") {
  std::string_view rest = line;
  std::string named;
  strip_prefixes(rest, named);
  EXPECT_EQ(rest, text) << line;
  EXPECT_EQ(named, stream) << line;
}

void stays(std::string_view line) {
  check(line, line);
}

TEST(Prefix, TimeStamps) {
  check("2026-05-20T07:53:12.3456789Z error: x", "error: x");  // GitHub
  check("2026-05-20T07:53:12.3456789Z   --> a.rs:1:1", "  --> a.rs:1:1");
  check("2026-05-20T07:53:12Z error", "error");
  check("2026-05-20T07:53:12+02:00 error", "error");
  check("2026-05-20 07:53:12 error", "error");
  check("2026-05-20 07:53:12,123 error", "error");
  check("[2026-05-20 07:53:12] error", "error");
  check("[2026-05-20T07:53:12.345Z] error", "error");  // Jenkins
  check("[07:53:12] error", "error");
  check("07:53:12 error", "error");
  check("2026-05-20T07:53:12.3456789Z", "");  // an empty line whose blank was trimmed
  check("2026-05-20T07:53:12.3456789Z ", "");
}

TEST(Prefix, CiSystems) {
  check("2026-05-20T07:53:12.345678Z 00O error", "error");  // GitLab
  check("2026-05-20T07:53:12.345678Z 01E+more", "more");
  check("build\tRun tests\t2026-05-20T07:53:12.3456789Z error", "error");  // gh run view --log
  check(
      "build\tSet up\t\xEF\xBB\xBF"
      "2026-05-20T07:53:12.3456789Z error",
      "error");
}

TEST(Prefix, Containers) {
  check("#12 34.56 error: x", "error: x", "#12");
  check("#12 34.56   --> a.rs:1:1", "  --> a.rs:1:1", "#12");
  check("#12 34.56", "", "#12");
  check("34.56 error: x", "error: x");  // the repeated end of a failed step
  check("3.481   --> a.rs:1:1", "  --> a.rs:1:1");
  check("34.567", "");
  stays("34.5 error: x");
  stays("34.56s elapsed");
  stays("0.84.1 error");
  check("app-1  | error: x", "error: x", "app-1");
  check("app-1  |   indented", "  indented", "app-1");
  check("builder_1 | error", "error", "builder_1");
}

TEST(Prefix, TaskRunners) {
  check("[CI/build]   | error: x", "error: x", "[CI/build]");     // act
  check("             +build | error: x", "error: x", "+build");  // Earthly
  check("./web+test |  --> a.rs:1:1", " --> a.rs:1:1", "./web+test");
  check("[0] error: x", "error: x", "[0]");       // concurrently
  check("[INFO] [stdout] error: x", "error: x");  // crater
  check("##[error]error: x", "error: x");
  stays("[1/2] Building CXX object");
  stays("[dependencies]");
  stays("[app] started");
  stays("1 + 2 | 3");
  stays("##[error]Process completed with exit code 101.");
}

// A log that was read with a tool that numbers the lines.
TEST(Prefix, LineNumbers) {
  check("    12\terror: x", "error: x");
  check("    12\xE2\x86\x92   --> a.rs:1:1", "   --> a.rs:1:1");
  check("12:error: x", "error: x");
  check("7:thread 'main' panicked", "thread 'main' panicked");
  stays("12:34");
  stays("12 |     let x = 1;");
  stays("   4: core::panicking::panic");
}

TEST(Prefix, Nix) {
  check("my-app-0.1.0> error: x", "error: x", "my-app-0.1.0");
  check("my-app-0.1.0>   --> a.rs:1:1", "  --> a.rs:1:1", "my-app-0.1.0");
  check("my-app-0.1.0>", "", "my-app-0.1.0");
  check("       > error: x", "error: x");  // the quoted tail of a failed build
  check("       >   --> a.rs:1:1", "  --> a.rs:1:1");
  check("       >", "");
  check("\xE2\x94\x83 error: x", "error: x");  // nix-output-monitor
  check("\xE2\x94\x83", "");
  check("May 20 07:53:12 host nix-daemon[123]: error", "error", "host nix-daemon[123]");
}

TEST(Prefix, SeveralInARow) {
  check("2026-05-20T07:53:12.3456789Z #12 34.56 my-app> error", "error", "my-app");
  check("build\tRun\t2026-05-20T07:53:12.3456789Z \xE2\x94\x83 my-app> error", "error", "my-app");
  check("> > > quoted thrice", "quoted thrice");
}

// What looks like a prefix and is the tool's own text.
TEST(Prefix, RustcSnippetsStay) {
  stays("12 | code");
  stays("1  | code");
  stays("LL | code");
  stays("LL |     let x = 1;");
  stays("...  |");
  stays("... | code");
  stays("   | ^^^^ here");
  stays("41 | / asm_func!(");
  stays("  --> src/main.rs:12:5");
  stays(" ::: src/main.rs:12:5");
  stays("   = note: something");
  stays("12 + code");
  stays("12 - code");
  stays("12 ~ code");
}

TEST(Prefix, OtherTextStays) {
  stays("");
  stays("error: x");
  stays("| name | value |");  // a Markdown table
  stays("name | value");
  stays("crate | version | note");
  stays("--- | --- | ---");
  stays("#12 DONE 3.4s");
  stays("#12 [build 3/5] RUN cargo build");
  stays("# 12 34.5 heading");
  stays("2026-05-20 was a Wednesday");
  stays("12:30 is noon");
  stays("12:30:45: a ratio");
  stays("=> result");
  stays("foo => bar");
  stays("Vec<u8>> x");
  stays("a -> b");
  stays(">>>>>>> branch");
  stays("$ cargo build");
  stays("user@host:~/src$ cargo build");
  stays("test tests::x ... FAILED");
  stays("a\tb\tc");
  stays("00 Oxen");
}

TEST(Prefix, CutOffPrefixesStay) {
  for (const char* line : {"2026-05-20T07:53:1", "2026-05-2", "[07:53:12", "#12", "#12 ", "#12 34",
                           "May 20 07:53:12", "0", "00O", "[", "#"}) {
    stays(line);
  }
}

}  // namespace
}  // namespace doctor::classify
