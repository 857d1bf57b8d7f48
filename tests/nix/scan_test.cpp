#include "nix/scan.h"

#include <gtest/gtest.h>

namespace doctor::test {
namespace {

using nix::Token;
using nix::TokenKind;

// Tokens as text: words bare, strings quoted, paths in <>, "$" behind what is interpolated.
std::string tokens(std::string_view text) {
  const auto scanned = nix::scan(text, "f.nix");
  if (!scanned.ok()) return scanned.problem().str();
  std::string out;
  for (const Token& token : scanned.value()) {
    if (!out.empty()) out += ' ';
    if (token.kind == TokenKind::kString) {
      out += "'" + token.text + "'";
    } else if (token.kind == TokenKind::kPath) {
      out += "<" + token.text + ">";
    } else {
      out += token.text;
    }
    if (token.is_interpolated) out += "$";
  }
  return out;
}

TEST(NixScan, WordsSymbolsAndComments) {
  EXPECT_EQ(tokens("{ a-b' = c.d; } # x \"\n/* ' \" */ ++ // -> ..."),
            "{ a-b' = c . d ; } ++ // -> ...");
  EXPECT_EQ(tokens("fenix.packages.${system}.x"), "fenix . packages . ${ system } . x");
  EXPECT_EQ(tokens("1.5 a ? b or c"), "1.5 a ? b or c");
}

TEST(NixScan, Strings) {
  EXPECT_EQ(tokens(R"("a\"b\n" "x${y}z" "$${no}" "a\${b}")"),
            "'a\"b\n' 'xz'$ ${ y } '$${no}' 'a${b}'");
  EXPECT_EQ(tokens("''a '''b ''${c} ${d} ''\\n ''"), "'a ''b ${c}   '$ ${ d }");
  EXPECT_EQ(tokens(R"("a${"b${c}"}d" e)"), "'ad'$ ${ 'b'$ ${ c } } e");
  EXPECT_EQ(tokens("a = https://x.org/y?z=1; b = github:a/b;"),
            "a = 'https://x.org/y?z=1' ; b = 'github:a/b' ;");
}

TEST(NixScan, Paths) {
  EXPECT_EQ(tokens("./a.nix ../b <nixpkgs> ~/c /d/e a/b ./."),
            "<./a.nix> <../b> <<nixpkgs>> <~/c> </d/e> <a/b> <./.>");
  EXPECT_EQ(tokens("./a/${b}/c d"), "<./a//c>$ ${ b } d");
  EXPECT_EQ(tokens("a // b"), "a // b");
}

TEST(NixScan, BrokenTextNamesTheLine) {
  EXPECT_EQ(tokens("{\n a = \"x;\n}"),
            "f.nix:2: is no Nix that can be read: a string is never closed");
  EXPECT_EQ(tokens("\n''x"), "f.nix:2: is no Nix that can be read: a string is never closed");
  EXPECT_EQ(tokens("a\n/* b"), "f.nix:2: is no Nix that can be read: a comment is never closed");
  EXPECT_EQ(tokens("{\n[ a\n}"), "f.nix:3: is no Nix that can be read: `}` closes nothing");
  EXPECT_EQ(tokens("{\n ( a"),
            "f.nix:2: is no Nix that can be read: a `)` is missing for what is opened here");
  EXPECT_EQ(tokens("a ^ b"),
            "f.nix:1: is no Nix that can be read: a character that Nix does not know stands "
            "outside of strings");
  EXPECT_EQ(tokens("<<<<<<< HEAD\na\n"), "< < < < < < < HEAD a");
}

// Nesting takes no stack: a hostile file may be one bracket 200,000 times.
TEST(NixScan, DeepNesting) {
  std::string text(200'000, '[');
  EXPECT_FALSE(nix::scan(text, "f").ok());
  text += std::string(200'000, ']');
  EXPECT_TRUE(nix::scan(text, "f").ok());
  std::string strings;
  for (int i = 0; i < 50'000; ++i) strings += "\"${";
  EXPECT_FALSE(nix::scan(strings, "f").ok());
}

}  // namespace
}  // namespace doctor::test
