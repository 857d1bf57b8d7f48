#include "classify/regex_literals.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"

namespace doctor::classify {
namespace {

using Literals = std::vector<std::string>;

void check(std::string_view pattern, const Literals& expected) {
  EXPECT_EQ(required_literals(pattern), expected) << pattern;
}

TEST(RegexLiterals, PlainTextIsItsOwnLiteralInLowerCase) {
  check("error: Could not", {"error: could not"});
  check("(?i)ERROR here", {"error here"});
  check("", {});
}

TEST(RegexLiterals, TheLongestPartIsTaken) {
  check("ab.*longer.*cd", {"longer"});
  check("ab[0-9]longer", {"longer"});
  check("^ab\\d+ longer$", {" longer"});
  check("one \\btwo", {"one two"});  // an assertion takes no room
}

TEST(RegexLiterals, EscapedPunctuationIsText) {
  check("a\\.b\\(c\\)", {"a.b(c)"});
  check("\\[\\]\\\\", {"[]\\"});
}

TEST(RegexLiterals, EscapesThatStandForSomethingElseEndTheRun) {
  check("abc\\x27defg", {"defg"});
  check("abc\\x{1F600}defg", {"defg"});
  check("abc\\pNdefg", {"defg"});
  check("abc\\p{Greek}defg", {"defg"});
  check("abc\\tdefg", {"defg"});
  check("ab\\1012345", {"2345"});  // octal: \101 is A, the rest is text
  check("ab\\012x", {"ab"});
}

// Each alternative needs a literal: a line may match by any of them.
TEST(RegexLiterals, Alternatives) {
  check("abc|defg", {"abc", "defg"});
  check("(?:abc|defg)x", {"abcx", "defgx"});
  check("long text (?:abc|d)", {"long text abc", "long text d"});
  check("long text (?:abc|d.)", {"long text "});
  check("abc|", {});
  check("abc|[a-z]+", {});
  check("(?:abc|.*)", {});
  check("a(?:bcd|efg)h|xyz", {"abcdh", "aefgh", "xyz"});
}

TEST(RegexLiterals, Quantifiers) {
  check("colou?r", {"colour", "color"});
  check("ab*cd", {"cd"});
  check("abc+d", {"abc"});  // c may repeat: "abccd" holds "abc" but not "abcd"
  check("abc{2}d", {"abc"});
  check("abc{0,2}d", {"ab"});
  check("(?:abc)?defg", {"abcdefg", "defg"});
  check("(?:abcd)+ef", {"abcd"});
  check("(?:abcd){0}ef", {"ef"});
  check("ab.*?cde", {"cde"});
  check("a{,3}bc", {"a{,3}bc"});  // no quantifier in RE2
}

TEST(RegexLiterals, GroupsOfAllKinds) {
  check("(abc)", {"abc"});
  check("(?P<name>abc)", {"abc"});
  check("(?<name>abc)", {"abc"});
  check("(?i:abc)", {"abc"});
  check("x(?i)abc", {"xabc"});
  check("(a(b(cde)))", {"abcde"});
}

// A small class is one of its characters; a large one could be anything.
TEST(RegexLiterals, Classes) {
  check("[ab]def", {"adef", "bdef"});
  check("[]x]def", {"]def", "xdef"});
  check("[a-z]def", {"def"});
  check("[^a]def", {"def"});
  check("[^]x]def", {"def"});
  check("[[:alpha:]x]def", {"def"});
  check("[\\dx]def", {"def"});
}

// A quantifier behind a character outside ASCII is about all its bytes, and its case is not known.
TEST(RegexLiterals, CharactersOutsideAsciiContributeNothing) {
  check("abc\xC3\xA9?d", {"abc"});
  check("(?i)k\xC3\xA4se kuchen", {"se kuchen"});
  check("\xE2\x94\x83", {});
}

// Each of them with a text that it matches: the text must hold one of the literals.
TEST(RegexLiterals, EveryMatchHoldsOne) {
  const std::pair<const char*, const char*> matches[] = {
      {"x(?:ab|c)+d", "xcabd"},
      {"x(?:ab|c)+?d", "xabcd"},
      {"(?:a|b)(?:c|d)(?:e|f)+g", "bdefeg"},
      {"(?:abc|)defg", "defg"},
      {"(?:a|b|c|d|e|f)(?:a|b|c|d|e|f)(?:a|b|c|d|e|f) tail", "fed tail"},
      {"abc{3}d", "abcccd"},
      {"\\101bcd", "Abcd"},
      {"(?m)^one$|^two$", "two"},
      {"[AB]cdef", "acdef"},
      {"(?i)[ab]cdef", "BCDEF"},
      {"[\\]x]def", "]def"},
      {"[a\\-z]def", "-def"},
      {"[-a]def", "-def"},
      {"[a-]def", "-def"},
      {"[\\x41\\x42]def", "bdef"},
      {"[\\.]def", ".def"},
      {"[^ab]*def", "xdef"},
      {"x?def", "def"},
      {"(?:ab)??cdef", "cdef"},
      {"[ab]{2}def", "badef"},
      {"[ab]+def", "abbadef"},
      {"[\xC3\xA4]bcdef",
       "\xC3\xA4"
       "bcdef"},
      {"one(?:, two)*, three", "one, two, two, three"},
  };
  for (const auto& [pattern, match] : matches) {
    const Literals literals = required_literals(pattern);
    EXPECT_TRUE(std::any_of(literals.begin(), literals.end(),
                            [text = text::lower(match)](const std::string& literal) {
                              return text.find(literal) != std::string::npos;
                            }))
        << pattern << " matches " << match << ", literals: " << text::join(literals, ", ");
  }
}

// Never a crash, whatever stands there: RE2 has refused such patterns before.
TEST(RegexLiterals, MalformedPatternsAreHarmless) {
  for (const char* pattern : {"(", ")", "[", "[a", "\\", "a{1", "(?", "(?P<", "*", "|", "((",
                              "[[:", "\\x", "\\x{", "\\p{", "a)b", "\\0"}) {
    required_literals(pattern);
  }
}

}  // namespace
}  // namespace doctor::classify
