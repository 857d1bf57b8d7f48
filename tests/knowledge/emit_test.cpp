// What was compiled in is what the files say. The compiler itself runs at build time; here its
// result is compared with the entries as the tests load them.
#include "knowledge/emit.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "tests/support/knowledge.h"

namespace doctor::knowledge {
namespace {

std::string show(Texts texts) {
  std::string out;
  for (const Text text : texts) out += "<" + std::string(text) + ">";
  return out;
}

// Every field of an entry but the samples, which are not compiled in.
std::string show(const Entry& e) {
  std::string out;
  for (const Text text : {e.id, e.area, e.title, e.kind, e.status, e.evidence, e.backend, e.since,
                          e.fixed_in, e.checked, name_of(e.stage), e.cause, e.details}) {
    out += "[" + std::string(text) + "]\n";
  }
  for (const Texts texts :
       {e.aliases, e.explains, e.keywords, e.platforms, e.confirm, e.messages}) {
    out += show(texts) + "\n";
  }
  for (const Match& m : e.matches) {
    out += "match " + show(m.all) + show(m.any) + show(m.none) + show(m.context) + show(m.without) +
           std::string(m.sign) + std::to_string(m.within) + std::string(name_of(m.confidence));
    for (const Capture& c : m.captures) out += std::string(c.name) + "=" + std::string(c.pattern);
    out += "\n";
  }
  const auto add = [&](std::initializer_list<Text> texts) {
    for (const Text text : texts) out += "(" + std::string(text) + ")";
    out += "\n";
  };
  for (const Crate& c : e.crates) add({c.name, c.versions, c.note});
  for (const Fix& f : e.fixes) add({f.title, f.language, f.text, f.scope});
  for (const Source& s : e.sources) add({s.what, s.ref, s.date});
  return out;
}

TEST(Emit, CompiledEntriesEqualTheFiles) {
  const auto files = test::EntryFiles::get().knowledge().entries();
  const auto compiled = compiled_entries();
  ASSERT_EQ(compiled.size(), files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    EXPECT_EQ(show(compiled[i]), show(files[i]));
    EXPECT_TRUE(compiled[i].samples.empty());
  }
}

TEST(Emit, CompiledSignsEqualTheFile) {
  const auto file = test::EntryFiles::get().knowledge().signs();
  const auto compiled = compiled_signs();
  ASSERT_EQ(compiled.size(), file.size());
  for (std::size_t i = 0; i < file.size(); ++i) {
    EXPECT_EQ(compiled[i].name, file[i].name);
    EXPECT_EQ(show(compiled[i].patterns), show(file[i].patterns));
  }
}

TEST(Emit, PagesOfTheSkillAreIn) {
  std::vector<std::string> names;
  for (const Page& page : compiled_pages()) {
    names.emplace_back(page.name);
    EXPECT_FALSE(page.text.empty()) << page.name;
  }
  for (const char* name :
       {"skill", "codegen-backends", "fenix-nightly-pins", "cargo-clippy-gates"}) {
    EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
  }
}

// Bytes that mean something inside a C++ string literal.
TEST(Emit, LiteralsAreEscaped) {
  Entry entry;
  entry.id = "an-id";
  entry.title =
      "q\" b\\ t?\?= \xC3\xA4\x01"
      "1\n9";
  const std::string tables = emit_tables({entry}, {}, {}, "- x86.y _z");
  EXPECT_NE(tables.find("\"q\\\" b\\\\ t\\?\\?= \\303\\244\\0011\\n\"\n\"9\", " +
                        std::to_string(entry.title.size())),
            std::string::npos)
      << tables;
  EXPECT_NE(tables.find("std::span<const Entry> compiled_entries() { return a0; }"),
            std::string::npos);
  EXPECT_NE(tables.find("std::span<const Sign> compiled_signs() { return {}; }"),
            std::string::npos);
}

}  // namespace
}  // namespace doctor::knowledge
