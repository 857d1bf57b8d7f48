#include "knowledge/loader.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace doctor::knowledge {
namespace {

constexpr const char* kPath = "entries/cranelift/an-entry.toml";

// Keeps every rule. The tests below break one line of it at a time.
constexpr const char* kGood = R"(title = "A title"
kind = "compile-error"
status = "unsupported"
evidence = "reported"
stage = "codegen"
backend = "cranelift"
since = "nightly-2023-10-31"
checked = "2026-07-22"
keywords = ["a word"]
cause = "Because."
sources = [{ what = "seen", ref = "here", date = "2026-07" }]
[[match]]
all = ['a pattern']
within = 3
confidence = "certain"
captures = { crate = '(x)' }
[[crate]]
name = "a-crate"
versions = ">=1.0.0, <2.0.0"
[[fix]]
kind = "override"
scope = "package"
[[fix]]
title = "A fix"
language = "sh"
text = "true"
[[sample]]
expect = "hit"
origin = "real"
source = "https://example.org/1"
line = 1
log = "a pattern"
[[sample]]
expect = "hit"
origin = "written"
log = "a pattern"
[[sample]]
expect = "miss"
origin = "written"
log = "nothing"
)";

std::string problems_of(std::string_view document, const std::string& path = kPath) {
  Arena arena;
  std::vector<std::string> shown;
  for (const Problem& problem : load_entry(document, path, arena).problems) {
    shown.push_back(problem.str());
  }
  return text::join(shown, "\n");
}

// The good entry with `line` replaced; `with` empty: left out. Expected: place and message behind
// the path.
void check(const std::string& line, const std::string& with, const std::string& expected) {
  std::string document = kGood;
  const std::size_t at = document.find(line + "\n");
  ASSERT_NE(at, std::string::npos) << line;
  document.replace(at, line.size() + (with.empty() ? 1 : 0), with);
  EXPECT_EQ(problems_of(document), kPath + expected) << with;
}

TEST(Loader, ReadsEveryField) {
  Arena arena;
  const LoadedEntry loaded = load_entry(kGood, kPath, arena);
  ASSERT_TRUE(loaded.problems.empty()) << problems_of(kGood);
  const Entry& entry = loaded.entry;
  EXPECT_EQ(entry.id, "an-entry");
  EXPECT_EQ(entry.area, "cranelift");
  EXPECT_EQ(entry.title, "A title");
  EXPECT_EQ(entry.kind, "compile-error");
  EXPECT_EQ(entry.status, "unsupported");
  EXPECT_EQ(entry.evidence, "reported");
  EXPECT_EQ(entry.stage, Stage::kCodegen);
  EXPECT_EQ(entry.backend, "cranelift");
  EXPECT_EQ(entry.since, "nightly-2023-10-31");
  EXPECT_EQ(entry.fixed_in, "");
  EXPECT_EQ(entry.checked, "2026-07-22");
  EXPECT_EQ(entry.cause, "Because.");
  ASSERT_EQ(entry.keywords.size(), 1U);
  ASSERT_EQ(entry.matches.size(), 1U);
  EXPECT_EQ(entry.matches[0].all[0], "a pattern");
  EXPECT_EQ(entry.matches[0].within, 3);
  EXPECT_EQ(entry.matches[0].confidence, Confidence::kCertain);
  EXPECT_EQ(entry.matches[0].captures[0].name, "crate");
  EXPECT_EQ(entry.crates[0].versions, ">=1.0.0, <2.0.0");
  ASSERT_EQ(entry.fixes.size(), 2U);
  EXPECT_EQ(entry.fixes[0].scope, "package");
  EXPECT_EQ(entry.fixes[1].text, "true");
  EXPECT_EQ(entry.sources[0].date, "2026-07");
  ASSERT_EQ(entry.samples.size(), 3U);
  EXPECT_TRUE(entry.samples[0].hit);
  EXPECT_EQ(entry.samples[0].line, 1);
  EXPECT_EQ(entry.samples[0].source, "https://example.org/1");
  EXPECT_EQ(entry.samples[1].source, "");
  EXPECT_EQ(entry.samples[0].file_line, 27);
  EXPECT_FALSE(entry.samples[2].hit);
}

TEST(Loader, MissingKeys) {
  check("title = \"A title\"", "", ":1:1: the key `title` is missing");
  check("kind = \"compile-error\"", "", ":1:1: the key `kind` is missing");
  check("evidence = \"reported\"", "", ":1:1: the key `evidence` is missing");
  check("stage = \"codegen\"", "", ":1:1: the key `stage` is missing");
  check("backend = \"cranelift\"", "", ":1:1: the key `backend` is missing");
  check("checked = \"2026-07-22\"", "", ":1:1: the key `checked` is missing");
  check("cause = \"Because.\"", "", ":1:1: the key `cause` is missing");
  check("confidence = \"certain\"", "", ":12:1: the key `confidence` is missing");
  check("name = \"a-crate\"", "", ":17:1: the key `name` is missing");
  check("scope = \"package\"", "", ":20:1: the key `scope` is missing");
  check("language = \"sh\"", "", ":23:1: the key `language` is missing");
  check("origin = \"real\"", "", ":27:1: the key `origin` is missing");
}

TEST(Loader, UnknownKeysWithTheClosest) {
  check("status = \"unsupported\"", "statsu = \"unsupported\"",
        ":3:1: the key `statsu` is not known here; did you mean `status`?");
  check("within = 3", "withing = 3",
        ":14:1: the key `withing` is not known here; did you mean `within`?");
  check("line = 1", "zzz = 1", ":31:1: the key `zzz` is not known here");
}

TEST(Loader, WordsOutsideTheSet) {
  check("stage = \"codegen\"", "stage = \"codgen\"",
        ":5:9: `stage` is `codgen`; allowed: none, config, check, codegen, link, run, eval, "
        "nix-build; did you mean `codegen`?");
  check("status = \"unsupported\"", "status = \"broken\"",
        ":3:10: `status` is `broken`; allowed: unsupported, partial, fixed, by-design");
  check("evidence = \"reported\"", "evidence = \"verified\"",
        ":4:12: `evidence` is `verified`; allowed: verified-by-running, verified-in-source, "
        "reported; did you mean `verified-in-source`?");
  check("confidence = \"certain\"", "confidence = \"sure\"",
        ":15:14: `confidence` is `sure`; allowed: possible, likely, certain");
  check("scope = \"package\"", "scope = \"crate\"",
        ":22:9: `scope` is `crate`; allowed: package, profile, build-override");
  check("expect = \"miss\"", "expect = \"mis\"",
        ":38:10: `expect` is `mis`; allowed: hit, miss; did you mean `miss`?");
}

TEST(Loader, SourcesOfSamples) {
  const std::string line = "source = \"https://example.org/1\"";
  check(line, "source = \"example.org/1\"", ":30:10: `source` must be an https:// address");
  check("origin = \"written\"\nlog = \"nothing\"",
        "origin = \"written\"\nsource = \"https://example.org/1\"\nlog = \"nothing\"",
        ":40:10: `source` belongs to a sample whose origin is `real`");
}

TEST(Loader, WrongTypes) {
  check("title = \"A title\"", "title = 1", ":1:9: `title` must be a string, not an integer");
  check("keywords = [\"a word\"]", "keywords = \"a word\"",
        ":9:12: `keywords` must be an array, not a string");
  check("keywords = [\"a word\"]", "keywords = [\"a word\", 2]",
        ":9:23: `keywords` holds something that is no text");
  check("within = 3", "within = \"3\"", ":14:10: `within` must be an integer, not a string");
  check("captures = { crate = '(x)' }", "captures = { crate = 1 }",
        ":16:22: `crate` must be a text");
}

TEST(Loader, ValuesOutsideTheirBounds) {
  check("within = 3", "within = 0", ":14:10: `within` must lie between 1 and 60");
  check("within = 3", "within = 61", ":14:10: `within` must lie between 1 and 60");
  check("cause = \"Because.\"", "cause = \"  \"", ":10:9: `cause` is empty");
  check("title = \"A title\"", "title = \"A title.\"", ":1:9: the title has a final stop");
  check("since = \"nightly-2023-10-31\"", "since = \"2023-10-31\"",
        ":7:9: `since` must be nightly-YYYY-MM-DD");
  check("since = \"nightly-2023-10-31\"", "fixed_in = \"nightly-2023-13-01\"",
        ":7:12: `fixed_in` must be nightly-YYYY-MM-DD");
  check("checked = \"2026-07-22\"", "checked = \"2026-07\"", ":8:11: `checked` must be YYYY-MM-DD");
  check("sources = [{ what = \"seen\", ref = \"here\", date = \"2026-07\" }]",
        "sources = [{ what = \"seen\", ref = \"here\", date = \"July\" }]",
        ":11:50: `date` must be YYYY-MM-DD, YYYY-MM or YYYY");
  check("versions = \">=1.0.0, <2.0.0\"", "versions = \"^1.0\"",
        ":19:12: `versions` must be comparators such as \">=5.0.0, <35.0.0\"");
  check("all = ['a pattern']", "all = []", ":12:1: `all` needs at least one pattern");
  check("sources = [{ what = \"seen\", ref = \"here\", date = \"2026-07\" }]", "sources = []",
        ":11:11: an entry needs at least one of `sources`");
}

TEST(Loader, SamplesAreRequired) {
  check(
      "expect = \"miss\"", "expect = \"hit\"",
      ":12:1: an entry with [[match]] needs two samples that hit and one that misses; there are 3 "
      "and 0");
}

TEST(Loader, AllProblemsAtOnce) {
  EXPECT_EQ(problems_of("title = 1\nbackend = \"gcc\"\n").substr(0, 200).find(kPath), 0U);
  const std::string all = problems_of("title = 1\nbackend = \"gcc\"\nzzz = 1\n");
  for (const char* part :
       {":1:9: `title` must be", ":2:11: `backend` is `gcc`", ":3:1: the key `zzz`",
        "the key `cause` is missing", "at least one of `sources`"}) {
    EXPECT_NE(all.find(part), std::string::npos) << part << "\n" << all;
  }
}

TEST(Loader, PathIsIdAndArea) {
  EXPECT_EQ(problems_of(kGood, "entries/cranelift/An_Entry.toml"),
            "entries/cranelift/An_Entry.toml: the file name is the id: use a-z, 0-9 and - only");
  EXPECT_EQ(problems_of(kGood, "entries/elsewhere/an-entry.toml"),
            "entries/elsewhere/an-entry.toml: the folder `elsewhere` is no area");
}

TEST(Loader, NoToml) {
  EXPECT_EQ(problems_of("title = \n").find("entries/cranelift/an-entry.toml:1:9: "), 0U);
  EXPECT_EQ(problems_of("title = \"\xFF\"\n"),
            "entries/cranelift/an-entry.toml:1: is not valid UTF-8");
}

TEST(Loader, Signs) {
  const auto check_signs = [](std::string_view document, const std::string& expected) {
    Arena arena;
    std::vector<std::string> shown;
    for (const Problem& problem : load_signs(document, "signs.toml", arena).problems) {
      shown.push_back(problem.str());
    }
    EXPECT_EQ(text::join(shown, "\n"), expected) << document;
  };
  check_signs("[cranelift]\npatterns = ['a']\n", "");
  check_signs("cranelift = 1\n", "signs.toml:1:1: `cranelift` must be a table");
  check_signs("[cranelift]\n", "signs.toml:1:1: the key `patterns` is missing");
  check_signs("[cranelift]\npattern = ['a']\npatterns = ['a']\n",
              "signs.toml:2:1: the key `pattern` is not known here; did you mean `patterns`?");
  check_signs(
      "[", "signs.toml:1:2: " + [] {
        Arena arena;
        return load_signs("[", "", arena).problems.front().message;
      }());
}

}  // namespace
}  // namespace doctor::knowledge
