// How the conditions of a [[match]] block are put together, on entries made for the purpose.
#include <gtest/gtest.h>

#include "tests/support/tiny_entries.h"

namespace doctor::test {
namespace {

// The findings of one entry with one block, as "id@lines of evidence".
void check(const std::string& block, std::string_view log, const std::string& expected) {
  const TinyClassifier tiny({{"it", "[[match]]\nconfidence = \"certain\"\n" + block, {}}});
  EXPECT_EQ(tiny.found(log), expected) << block << "\n" << log;
}

TEST(Segment, AllOnOneLine) {
  const std::string block = "all = ['first', 'second']\n";
  check(block, "the first and second\n", "it@1");
  check(block, "the second and first\n", "it@1");
  check(block, "first\nsecond\n", "");
  check(block, "first\n", "");
}

TEST(Segment, WindowOfLines) {
  const std::string block = "all = ['first', 'second']\nwithin = 3\n";
  check(block, "first\nx\nsecond\n", "it@1,3");
  check(block, "second\nx\nfirst\n", "it@3,1");  // the anchor is the evidence, wherever it stands
  check(block, "first\nx\nx\nsecond\n", "");
  check(block, "first\nx\nx\nfirst\nsecond\n", "it@4,5");
  check(block, "first second\n", "it@1");
}

TEST(Segment, AnyOf) {
  const std::string block = "all = ['first']\nany = ['other', 'another']\nwithin = 2\n";
  check(block, "first\nother\n", "it@1,2");
  check(block, "another\nfirst\n", "it@2,1");
  check(block, "first\nx\nother\n", "");
  check(block, "other\n", "");
}

TEST(Segment, NoneOf) {
  const std::string block = "all = ['first']\nnone = ['veto!']\nwithin = 3\n";
  check(block, "first\n", "it@1");
  check(block, "first veto!\n", "");
  check(block, "veto!\nx\nfirst\n", "");
  check(block, "first\nx\nveto!\n", "");  // also where it comes later
  check(block, "first\nx\nx\nveto!\n", "it@1");
  check(block, "veto!\nx\nx\nfirst\n", "it@4");
}

TEST(Segment, ContextAtAnyDistance) {
  const std::string block = "all = ['first']\ncontext = ['somewhere']\n";
  const std::string far(2000, '\n');
  check(block, "first\n" + far + "somewhere\n", "it@1");
  check(block, "somewhere\n" + far + "first\n", "it@2002");
  check(block, "first\n", "");
}

// What Nix prints around a derivation's lines tells where they come from; another derivation does
// not.
TEST(Segment, ContextOfTheFrame) {
  const std::string block = "all = ['first']\ncontext = ['somewhere']\n";
  check(block, "app> first\nsomewhere\n", "it@1");
  check(block, "somewhere\napp> first\n", "it@2");
  check(block, "app> first\nweb> somewhere\n", "");
  check(block, "first\napp> somewhere\n", "");
}

TEST(Segment, WithoutAnywhere) {
  const std::string block = "all = ['first']\nwithout = ['somewhere']\n";
  const std::string far(2000, '\n');
  check(block, "first\n", "it@1");
  check(block, "first\n" + far + "somewhere\n", "");
  check(block, "somewhere\n" + far + "first\n", "");
}

// A new command, and another derivation: what one printed is no context of the other.
TEST(Segment, ContextEndsWithTheCommand) {
  const std::string block = "all = ['first']\ncontext = ['somewhere']\n";
  check(block, "$ cargo build\nsomewhere\n$ cargo test\nfirst\n", "");
  check(block, "$ cargo build\nsomewhere\nfirst\n", "it@3");
  check(block, "one> somewhere\ntwo> first\n", "");
  check(block, "one> somewhere\ntwo> x\none> first\n", "it@3");
}

TEST(Segment, WindowsOfInterleavedSources) {
  const std::string block = "all = ['first', 'second']\nwithin = 2\n";
  check(block, "one> first\none> second\n", "it@1,2");
  check(block, "one> first\ntwo> second\n", "");
  check(block, "one> first\ntwo> x\ntwo> x\none> second\n", "it@1,4");
  check(block, "two> x\none> first\ntwo> x\ntwo> x\ntwo> x\none> second\n", "it@2,6");
  check(block, "one> first\none> x\none> x\none> second\n", "");  // nobody prints in between
  const std::string line = "all = ['first', 'second']\n";
  check(line, "one> first\ntwo> x\none> second\n", "");
}

TEST(Segment, Sign) {
  const std::string block = "all = ['first']\nsign = \"cranelift\"\n";
  check(block, "first\n", "");
  check(block, "first\n  rustc -Zcodegen-backend=cranelift\n", "it@1");
  check(block, "  rustc -Zcodegen-backend=cranelift\nfirst\n", "it@2");
  check(block, "$ cargo build\n  rustc -Zcodegen-backend=cranelift\n$ cargo test\nfirst\n", "it@4");
  check(block, "first\n  rustc -Zcodegen-backend=llvm\n", "");
}

// One finding for the same text again and again, with the first place.
TEST(Segment, Repetition) {
  check("all = ['first']\n", "first\nx\nfirst\nfirst\n", "it@1");
  const std::vector<TinyEntry> entries = {
      {"it", "[[match]]\nconfidence = \"certain\"\nall = ['first']\n"}};
  const TinyClassifier tiny(entries);
  EXPECT_EQ(tiny.classify("first\nx\nfirst\nfirst\n").findings.front().count, 3);
}

TEST(Segment, Captures) {
  const std::string block = R"(all = ['cannot load']
within = 2
captures = { library = 'library ([a-z0-9.]+)', crate = 'package ([a-z-]+)' }
)";
  const TinyClassifier tiny({{"it", "[[match]]\nconfidence = \"certain\"\n" + block, {}}});
  const auto captures = [&](std::string_view log) {
    const classify::Report report = tiny.classify(log);
    std::string out;
    if (report.findings.empty()) return out;
    for (const auto& [name, value] : report.findings.front().captures)
      out += name + "=" + value + " ";
    return out + "crate:" + report.findings.front().crate;
  };
  EXPECT_EQ(captures("cannot load library libz.so\n"), "library=libz.so crate:");
  EXPECT_EQ(captures("cannot load\nlibrary libz.so of package a-b\n"),
            "crate=a-b library=libz.so crate:a-b");
  // On the line itself first, then behind it, then in front.
  EXPECT_EQ(captures("library a.so\ncannot load library b.so\nlibrary c.so\n"),
            "library=b.so crate:");
  EXPECT_EQ(captures("library a.so\ncannot load\nx\nx\nlibrary c.so\n"), "library=c.so crate:");
  EXPECT_EQ(captures("library a.so\nx\ncannot load\n"), "library=a.so crate:");
  EXPECT_EQ(captures("cannot load\n"), "crate:");
}

// Cargo's line decides; without it the path of the source does; the text's own word beats both.
TEST(Segment, Crates) {
  const TinyClassifier tiny(
      {{"it", "[[match]]\nconfidence = \"certain\"\nall = ['error: broken']\n", {}},
       {"no-crate",
        "[[match]]\nconfidence = \"certain\"\nall = ['error: at run time']\n",
        {{"stage", "\"run\""}}}});
  const auto crate = [&](std::string_view log) {
    const classify::Report report = tiny.classify(log);
    if (report.findings.empty()) return std::string("nothing found");
    const classify::Finding& finding = report.findings.front();
    return finding.crate + " " + finding.version + (finding.crate_from_path ? " by path" : "");
  };
  EXPECT_EQ(crate("error: broken\nerror: could not compile `a-b` (lib) due to 1 previous error\n"),
            "a-b ");
  EXPECT_EQ(crate("error: broken\nerror: could not compile `a-b v1.2.3 (/x)`\n"), "a-b 1.2.3");
  EXPECT_EQ(crate("error: broken\nerror: Could not compile `a-b`.\n"), "a-b ");  // until 2019
  EXPECT_EQ(crate("   Compiling a-b v2.0.0\nerror: broken\nerror: could not compile `a-b`\n"),
            "a-b 2.0.0");
  EXPECT_EQ(crate("error: broken\n --> /c/registry/src/i/a-b-3.0.0/src/lib.rs:1:1\n"),
            "a-b 3.0.0 by path");
  EXPECT_EQ(crate("error: broken\n --> /c/registry/src/i/a-b-3.0.0/src/lib.rs:1:1\n"
                  "error: could not compile `a-b` (lib)\n"),
            "a-b 3.0.0");
  EXPECT_EQ(crate("error: broken\n"), " ");
  EXPECT_EQ(crate("error: could not compile `early`\nerror: broken\n"), " ") << "blamed before";
  EXPECT_EQ(crate("error: at run time\nerror: could not compile `a-b`\n"), " ")
      << "no crate is to blame for what happens at run time";
}

TEST(Segment, ABuildScriptsOutputFollowsTheBlame) {
  const TinyClassifier tiny({{"it",
                              "[[match]]\nconfidence = \"certain\"\nall = ['cannot find zlib']\n",
                              {{"kind", "\"build-script\""}, {"stage", "\"check\""}}}});
  const classify::Report report = tiny.classify(
      "error: failed to run custom build command for `libz-sys v1.1.0`\n\nCaused by:\n"
      "  cannot find zlib\nwarning: build failed\nerror: could not compile `other`\n");
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].crate, "libz-sys");
  EXPECT_EQ(report.findings[0].version, "1.1.0");
}

// Memory is bounded whatever the log holds.
TEST(Segment, EndlessRepetition) {
  std::string log;
  for (int i = 0; i < 20000; ++i) log += "first " + std::to_string(i) + "\nerror: other\n";
  const std::vector<TinyEntry> entries = {
      {"it", "[[match]]\nconfidence = \"certain\"\nall = ['first']\n"}};
  const TinyClassifier tiny(entries);
  const classify::Report report = tiny.classify(log);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_LE(report.unexplained.size(), classify::kMostUnexplained);
  EXPECT_EQ(report.lines, 40000);
}

}  // namespace
}  // namespace doctor::test
