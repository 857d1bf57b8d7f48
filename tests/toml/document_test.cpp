#include "toml/document.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace doctor::toml {
namespace {

// Every value below a table, one a line: "path key-place value-place kind".
void describe(const Value& table, const std::string& path, std::vector<std::string>& out) {
  const auto place = [](const Location& where) {
    return std::to_string(where.line) + ":" + std::to_string(where.column);
  };
  for (const Member& member : table.members) {
    const std::string name = path.empty() ? member.key : path + "." + member.key;
    out.push_back(name + " " + place(member.where) + " " + place(member.value.where) + " " +
                  std::string(name_of(member.value.kind)));
    if (member.value.kind == Kind::kTable) describe(member.value, name, out);
    for (std::size_t i = 0; i < member.value.items.size(); ++i) {
      const Value& item = member.value.items[i];
      const std::string element = name + "[" + std::to_string(i) + "]";
      out.push_back(element + " " + place(item.where) + " " + std::string(name_of(item.kind)));
      if (item.kind == Kind::kTable) describe(item, element, out);
    }
  }
}

void check_places(std::string_view document, const std::vector<std::string>& expected) {
  const Result<Value> parsed = parse(document, "a.toml");
  ASSERT_TRUE(parsed.ok()) << document << "\n" << parsed.problem().str();
  std::vector<std::string> actual;
  describe(parsed.value(), "", actual);
  EXPECT_EQ(actual, expected) << document;
}

void check_fault(std::string_view document, const std::string& place) {
  const Result<Value> parsed = parse(document, "a.toml");
  ASSERT_FALSE(parsed.ok()) << document;
  EXPECT_EQ(parsed.problem().where.str(), place) << document << "\n" << parsed.problem().message;
  EXPECT_FALSE(parsed.problem().message.empty());
}

TEST(TomlDocument, PlacesOfKeysAndValues) {
  check_places("a = 1\n  bc   =   \"x\"\n", {"a 1:1 1:5 an integer", "bc 2:3 2:12 a string"});
  check_places("[t]\na = true\n", {"t 1:2 1:1 a table", "t.a 2:1 2:5 a boolean"});
}

// Columns count bytes: editors of files and of patches do.
TEST(TomlDocument, ColumnsAreBytes) {
  check_places("\"\xC3\xA4\xC3\xB6\" = 1\n", {"\xC3\xA4\xC3\xB6 1:1 1:10 an integer"});
  check_places("a = [\"\xE2\x82\xAC\xF0\x9F\x98\x80\", 2]\n",
               {"a 1:1 1:5 an array", "a[0] 1:6 a string", "a[1] 1:17 an integer"});
}

TEST(TomlDocument, DottedKeys) {
  check_places("a.b.c = 1\n",
               {"a 1:1 1:1 a table", "a.b 1:3 1:3 a table", "a.b.c 1:5 1:9 an integer"});
}

TEST(TomlDocument, InlineTables) {
  check_places("a = { b = 1, c = { d = 'x' } }\n",
               {"a 1:1 1:5 a table", "a.b 1:7 1:11 an integer", "a.c 1:14 1:18 a table",
                "a.c.d 1:20 1:24 a string"});
}

TEST(TomlDocument, ArraysOfTables) {
  check_places("[[t]]\na = 1\n[[t]]\na = 2\n",
               {"t 1:3 1:1 an array", "t[0] 1:1 a table", "t[0].a 2:1 2:5 an integer",
                "t[1] 3:1 a table", "t[1].a 4:1 4:5 an integer"});
}

TEST(TomlDocument, LineEndsAndMark) {
  check_places("a = 1\r\nb = 2\r\n", {"a 1:1 1:5 an integer", "b 2:1 2:5 an integer"});
  // The mark is no part of the first line for people and editors, and none for toml++.
  check_places(
      "\xEF\xBB\xBF"
      "a = 1\n",
      {"a 1:1 1:5 an integer"});
}

// In the order of the document, not of the alphabet.
TEST(TomlDocument, MembersKeepTheirOrder) {
  check_places("z = 1\na = 2\nm = 3\n",
               {"z 1:1 1:5 an integer", "a 2:1 2:5 an integer", "m 3:1 3:5 an integer"});
}

// A byte order mark stands in front of column 1; of what is behind it bytes are counted.
TEST(TomlDocument, AByteOrderMarkShiftsNothing) {
  check_places("\xEF\xBB\xBFz = 1\na = 2\n", {"z 1:1 1:5 an integer", "a 2:1 2:5 an integer"});
  check_places("\xEF\xBB\xBF\"\xC3\xA9\" = 1\n", {"\xC3\xA9 1:1 1:8 an integer"});
  check_fault("\xEF\xBB\xBFz = \n", "a.toml:1:5");
}

TEST(TomlDocument, Values) {
  const Result<Value> parsed =
      parse("s = \"a\\tb\"\nl = '\\t'\nm = \"\"\"\nx\n  y\"\"\"\ni = -0x1\n", "a.toml");
  EXPECT_FALSE(parsed.ok()) << "a sign before a radix";
  const Value table =
      parse(
          "s = \"a\\tb\"\nl = '\\t'\nm = \"\"\"\nx\n  y\"\"\"\ni = 0xFF\nb = false\n"
          "f = 1.5\nd = 2026-05-20\n",
          "a.toml")
          .value();
  EXPECT_EQ(table.find("s")->text, "a\tb");
  EXPECT_EQ(table.find("l")->text, "\\t");
  EXPECT_EQ(table.find("m")->text, "x\n  y");
  EXPECT_EQ(table.find("i")->integer, 255);
  EXPECT_FALSE(table.find("b")->boolean);
  EXPECT_EQ(table.find("f")->kind, Kind::kFloat);
  EXPECT_EQ(table.find("d")->kind, Kind::kDateTime);
  EXPECT_EQ(table.find("none"), nullptr);
}

// Cargo reads TOML 1.1 since 1.94.
TEST(TomlDocument, Toml11) {
  for (const char* document :
       {"a = { b = 1,\n c = 2,\n}\n", "a = \"\\e[0m \\x41\"\n", "a = 07:32\n"}) {
    const Result<Value> parsed = parse(document, "a.toml");
    EXPECT_TRUE(parsed.ok()) << document << (parsed.ok() ? "" : parsed.problem().str());
  }
  EXPECT_EQ(parse("a = \"\\x41\\e\"\n", "a.toml").value().find("a")->text, "A\x1b");
}

TEST(TomlDocument, FaultsHaveTheirPlace) {
  check_fault("a = \n", "a.toml:1:5");
  check_fault("a = 1\na = 2\n", "a.toml:2:5");
  check_fault("[t]\n[t]\n", "a.toml:2:1");
  check_fault("ok = 1\n= 2\n", "a.toml:2:1");
  check_fault("a = 1\rb = 2\n", "a.toml:1:7");
}

TEST(TomlDocument, InvalidUtf8) {
  check_fault("a = 1\nb = \"\xFF\"\n", "a.toml:2");
  check_fault("# \xC3\n", "a.toml:1");
}

TEST(TomlDocument, BareKeysAreAscii) {
  check_fault("\xC3\xA9 = 1\n", "a.toml:1:1");
  check_fault("a = 1\n[b.\xC3\xA9]\n", "a.toml:2:4");
  check_fault("a = { \xC3\xA9 = 1 }\n", "a.toml:1:7");
  EXPECT_TRUE(parse("\"\xC3\xA9\" = '\xC3\xA9' # \xC3\xA9\n", "a.toml").ok());
}

std::string dotted(int dots, const std::string& between) {
  std::string key = "a";
  for (int i = 0; i < dots; ++i) key += between + "a";
  return key;
}

// The parser behind recurses for each dot: thousands of them would overflow its stack.
TEST(TomlDocument, DotsInAKey) {
  EXPECT_TRUE(parse(dotted(64, ".") + " = 1\n", "a.toml").ok());
  check_fault(dotted(65, ".") + " = 1\n", "a.toml:1");
  check_fault("b = 1\n[" + dotted(65, " . ") + "]\n", "a.toml:2");
  check_fault("b = { " + dotted(65, ".") + " = 1 }\n", "a.toml:1");
  check_fault(dotted(100000, ".") + " = 1\n", "a.toml:1");
  check_fault(dotted(65, ".\"x\".") + " = 1\n", "a.toml:1");
}

TEST(TomlDocument, DotsElsewhereAreFree) {
  const std::string dots(1000, '.');
  EXPECT_TRUE(parse("a = \"" + dots + "\"\n", "a.toml").ok());
  EXPECT_TRUE(parse("a = '''\n" + dots + "\n'''\nb = \"\"\"" + dots + "\"\"\"\n", "a.toml").ok());
  EXPECT_TRUE(parse("# " + dots + "\na = 1\n", "a.toml").ok());
  EXPECT_TRUE(parse("\"" + dots + "\" = 1\n", "a.toml").ok());
  std::string floats = "a = [";
  for (int i = 0; i < 200; ++i) floats += "1.5, ";
  EXPECT_TRUE(parse(floats + "]\n", "a.toml").ok());
}

// The scan must see strings as the parser does, or a dot inside one would count.
TEST(TomlDocument, StringsWithQuotesInside) {
  const std::string dots(100, '.');
  for (const std::string& value :
       {"\"\\\"" + dots + "\"", "'\"" + dots + "'", "\"\"\"\"" + dots + "\"\"\"\"\"",
        "'''''" + dots + "'''", "\"\"\"\\\"\"\"" + dots + "\"\"\"", "\"\\\\\" # " + dots}) {
    const Result<Value> parsed = parse("a = " + value + "\nb = 1\n", "a.toml");
    ASSERT_TRUE(parsed.ok()) << value << parsed.problem().str();
    EXPECT_NE(parsed.value().find("b"), nullptr) << value;
  }
}

TEST(TomlDocument, DeepValuesDoNotCrash) {
  for (const char* open : {"[", "{a="}) {
    std::string document = "a = ";
    for (int i = 0; i < 100000; ++i) document += open;
    EXPECT_FALSE(parse(document, "a.toml").ok());
  }
}

}  // namespace
}  // namespace doctor::toml
