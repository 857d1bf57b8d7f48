// Entries of a team's own: RUST_NIX_DOCTOR_KNOWLEDGE and `knowledge check`, on the real disk with
// the real program.
#include "tools/team_knowledge.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "tests/support/paths.h"
#include "tests/support/scratch.h"
#include "tests/support/tiny_entries.h"

namespace doctor::test {
namespace {

constexpr const char* kEntry = R"(title = "The house linker is missing"
kind = "link-error"
evidence = "verified-by-running"
stage = "link"
backend = "any"
checked = "2026-11-20"
cause = "The wrapper houseld is not in PATH."
sources = [{ what = "wiki", ref = "our wiki" }]

[[match]]
all = ['^error: houseld is not installed']
confidence = "certain"

[[fix]]
title = "Install it"
language = "sh"
text = "make houseld"

[[sample]]
expect = "hit"
origin = "real"
log = "error: houseld is not installed"

[[sample]]
expect = "hit"
origin = "written"
log = "error: houseld is not installed here"

[[sample]]
expect = "miss"
origin = "written"
log = "error: lld is not installed"
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

class TeamEntries : public testing::Test {
 protected:
  TeamEntries() { folder_.write("k/linking/house-linker.toml", kEntry); }

  Ran check() { return folder_.run("'" + executable() + "' knowledge check k 2>&1"); }

  // Both streams of a classification with the team's folder.
  Ran classify(const std::string& log) {
    folder_.write("build.log", log);
    return folder_.run("RUST_NIX_DOCTOR_KNOWLEDGE=k '" + executable() +
                       "' classify build.log 2>&1");
  }

  // The sentences are told by the check, and logged by a classification that works all the same.
  void check_faults(const std::vector<std::string>& sentences) {
    const Ran checked = check();
    EXPECT_EQ(checked.status, 1);
    const Ran ran = classify("error: houseld is not installed\n");
    for (const std::string& sentence : sentences) {
      EXPECT_NE(checked.output.find(sentence), std::string::npos) << checked.output;
      EXPECT_NE(ran.output.find(sentence), std::string::npos) << ran.output;
    }
    EXPECT_NE(ran.output.find("`house-linker`, certain"), std::string::npos) << ran.output;
  }
  void check_fault(const std::string& sentence) { check_faults({sentence}); }

  Scratch folder_;
};

TEST_F(TeamEntries, AGoodFolder) {
  const Ran checked = check();
  EXPECT_EQ(checked.status, 0) << checked.output;
  EXPECT_EQ(checked.output, "1 entry usable, 0 problems\n");
  const Ran ran = classify("error: houseld is not installed\n");
  EXPECT_EQ(ran.status, 0);
  EXPECT_NE(ran.output.find("known: The house linker is missing (`house-linker`, certain)"),
            std::string::npos)
      << ran.output;
}

TEST_F(TeamEntries, ABrokenFile) {
  folder_.write("k/linking/broken.toml", "title = 1 2\n");
  check_fault("k/linking/broken.toml:1:11: ");
}

TEST_F(TeamEntries, AFileThatBreaksARule) {
  folder_.write("k/linking/other.toml", replaced(kEntry, "link-error", "link-eror"));
  check_fault("k/linking/other.toml:2:8: `kind` is `link-eror`");
  folder_.write("k/linking/other.toml", std::string(kEntry) + "[[sampel]]\n");
  check_fault("the key `sampel` is not known here; did you mean `sample`?");
}

TEST_F(TeamEntries, NamesThatAreTaken) {
  folder_.write("k/cranelift/cranelift-asm-sym-operands.toml", kEntry);
  check_fault(
      "k/cranelift/cranelift-asm-sym-operands.toml: the id `cranelift-asm-sym-operands` is one of "
      "the built-in entries");
  folder_.remove("k/cranelift/cranelift-asm-sym-operands.toml");
  folder_.write("k/gates/house-linker.toml", kEntry);
  const Ran checked = check();  // which of the two stays is the order of their names
  EXPECT_EQ(checked.status, 1);
  EXPECT_NE(checked.output.find("the id `house-linker` is taken by"), std::string::npos)
      << checked.output;
  folder_.remove("k/gates/house-linker.toml");
  folder_.write("k/linking/other.toml", "aliases = ['nightly-e0554']\n" + std::string(kEntry));
  check_fault("k/linking/other.toml: the id `nightly-e0554` is one of the built-in entries");
}

TEST_F(TeamEntries, PatternsThatCannotBeUsed) {
  folder_.write("k/linking/other.toml",
                replaced(kEntry, "^error: houseld is", "^error: houseld ( is"));
  check_fault("k/linking/other.toml:11: the pattern `^error: houseld ( is not installed` cannot");
  folder_.write("k/linking/other.toml",
                replaced(kEntry, "^error: houseld is not installed", "[a-z]+"));
  check_fault("k/linking/other.toml:11: the pattern `[a-z]+` needs five literal characters");
}

TEST_F(TeamEntries, SamplesThatAreNotClassifiedAsTheySay) {
  folder_.write("k/linking/house-linker.toml",
                replaced(kEntry, "error: lld is not", "error: houseld is not"));
  const Ran checked = check();
  EXPECT_EQ(checked.status, 1);
  EXPECT_NE(checked.output.find("k/linking/house-linker.toml:29: the sample must not give this "
                                "entry, but it does"),
            std::string::npos)
      << checked.output;
}

TEST_F(TeamEntries, FilesThatCannotBeRead) {
  folder_.run(
      "mkfifo k/linking/pipe.toml && ln -s loop.toml k/linking/loop.toml && "
      "ln -s nowhere k/linking/gone.toml && ln -s . k/linking/round");
  check_faults({"k/linking/pipe.toml: is a FIFO; a regular file is needed",
                "k/linking/loop.toml: cannot be read: Too many levels of symbolic links",
                "k/linking/gone.toml: cannot be read: No such file or directory"});
}

TEST_F(TeamEntries, AHugeFile) {
  folder_.write("k/linking/huge.toml", std::string(knowledge::kMaxEntryBytes + 1, '#'));
  check_fault("k/linking/huge.toml: has 262145 bytes; at most 262144 are read");
}

TEST_F(TeamEntries, AnEmptyFile) {
  folder_.write("k/linking/empty.toml", "");
  check_fault("k/linking/empty.toml");
}

TEST_F(TeamEntries, AFolderWithoutEntries) {
  folder_.remove("k/linking/house-linker.toml");
  const Ran checked = check();
  EXPECT_EQ(checked.status, 1);
  EXPECT_EQ(
      checked.output,
      "k: holds no entries; they lie in AREA/ID.toml below it\n0 entries usable, 1 problem\n");
  EXPECT_EQ(classify("error: lld\n").status, 1);  // unknown
}

TEST_F(TeamEntries, NoFolder) {
  const Ran ran = folder_.run("RUST_NIX_DOCTOR_KNOWLEDGE=nowhere '" + executable() +
                              "' lookup catch_unwind 2>&1");
  EXPECT_EQ(ran.status, 0);
  EXPECT_NE(ran.output.find("nowhere: cannot be read: No such file or directory"),
            std::string::npos);
  EXPECT_NE(ran.output.find("cranelift-catch-unwind-not-caught"), std::string::npos);
}

// The plugin passes its option in any case.
TEST_F(TeamEntries, ThePluginsOptionCountsUnlessItIsEmpty) {
  folder_.write("build.log", "error: houseld is not installed\n");
  const std::string classify = "'" + executable() + "' classify build.log 2>&1";
  for (const std::string variables : {
           "RUST_NIX_DOCTOR_KNOWLEDGE_OPTION='' RUST_NIX_DOCTOR_KNOWLEDGE=k ",
           "RUST_NIX_DOCTOR_KNOWLEDGE_OPTION=k RUST_NIX_DOCTOR_KNOWLEDGE=nowhere ",
       }) {
    const Ran ran = folder_.run(variables + classify);
    EXPECT_NE(ran.output.find("`house-linker`, certain"), std::string::npos) << ran.output;
    EXPECT_EQ(ran.output.find("nowhere"), std::string::npos) << ran.output;
  }
}

}  // namespace
}  // namespace doctor::test
