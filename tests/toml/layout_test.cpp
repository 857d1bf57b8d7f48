#include "toml/layout.h"

#include <gtest/gtest.h>

namespace doctor::toml {
namespace {

std::string joined(const Key& key) {
  std::string out;
  for (std::size_t i = 0; i < key.size(); ++i) out += (i > 0 ? "|" : "") + key[i];
  return out;
}

// Entries as "<bytes of the key> key|parts=bytes of the value", those of an inline table behind it
// in braces.
std::string shown(std::string_view document, const std::vector<Entry>& entries) {
  std::string out;
  for (const Entry& entry : entries) {
    const auto bytes = [document](Span span) {
      return std::string(document.substr(span.begin, span.end - span.begin));
    };
    out += " <" + bytes(entry.key_span) + "> " + joined(entry.key) + "=" + bytes(entry.value);
    if (entry.is_inline_table) out += "{" + shown(document, entry.entries) + " }";
  }
  return out;
}

void check(std::string_view document, const std::vector<std::string>& expected) {
  std::vector<std::string> sections;
  for (const Section& section : layout(document)) {
    const Span span = section.header_span;
    sections.push_back(std::string(document.substr(span.begin, span.end - span.begin)) + " " +
                       joined(section.header) + (section.is_array_item ? "*" : "") +
                       shown(document, section.entries));
  }
  EXPECT_EQ(sections, expected) << document;
}

TEST(Layout, HasASectionForEachHeader) {
  check("", {" "});
  check("# c", {" "});
  check("a = 1\n[b]\n[[c . d]] # e\nf = 2", {"  <a> a=1", "[b] b", "[[c . d]] c|d* <f> f=2"});
  check("\xEF\xBB\xBF[a]\r\nb = 1\r\n", {" ", "[a] a <b> b=1"});
}

TEST(Layout, ReadsKeysInAllSpellings) {
  check("a . 'b.c' . \"d\\u0065\\x66\\e\" = 1",
        {"  <a . 'b.c' . \"d\\u0065\\x66\\e\"> a|b.c|def\x1B=1"});
  check("[ \"\" . '' ]", {" ", "[ \"\" . '' ] |"});
}

TEST(Layout, FindsTheEndsOfValues) {
  check("a = 1979-05-27 07:32:00 \t# c\nb = -0.5e3#c\nc=true",
        {"  <a> a=1979-05-27 07:32:00 <b> b=-0.5e3 <c> c=true"});
  check("a = \"\"\"\n[b]\n\"\\\"\"\"\"\"\nc = ''''d'''''",
        {"  <a> a=\"\"\"\n[b]\n\"\\\"\"\"\"\" <c> c=''''d'''''"});
  check("a = [ '[', # ]\n { b = \"}\" }, [] ]\nc = ''",
        {"  <a> a=[ '[', # ]\n { b = \"}\" }, [] ] <c> c=''"});
}

TEST(Layout, ReadsInlineTables) {
  check(
      "a = { b.c = 1, d = { e = [{ f = 2 }] }, }",
      {"  <a> a={ b.c = 1, d = { e = [{ f = 2 }] }, }{ <b.c> b|c=1 <d> d={ e = [{ f = 2 }] }{ <e> "
       "e=[{ f = 2 }] } }"});
  check("a = { # }\n b = 1 # c\n , }\n[c]",
        {"  <a> a={ # }\n b = 1 # c\n , }{ <b> b=1 }", "[c] c"});
}

// It promises no more than to come to an end.
TEST(Layout, EndsForTextThatIsNotToml) {
  for (const std::string_view document :
       {"=",   "]",        "}",       "a",       "a.",      "a = ",     "[",
        "[[",  "[a",       "a = {",   "a = { b", "a = [",   "a = \"\\", "\"",
        "'''", "\"\"\"\\", "a = [[}", "é = 1",   "{ , = }", "\x01"}) {
    const auto sections = layout(document);
    EXPECT_LE(sections.back().header_span.end, document.size()) << document;
  }
}

}  // namespace
}  // namespace doctor::toml
