// Edits of documents that nobody thought of: made from pieces by chance, always the same ones.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "base/text.h"
#include "override/edit.h"
#include "toml/document.h"

namespace doctor::override {
namespace {

using toml::Kind;
using toml::Value;

// Writes documents in which everything that an edit must cope with is likely: several spellings of
// the same few keys, look-alikes in strings and comments, all line ends.
class Author {
 public:
  std::string document() {
    const bool is_crlf = chance(3);
    is_mixed_ = chance(8);
    line_break_ = is_crlf ? "\r\n" : "\n";
    std::string out = chance(6) ? "\xEF\xBB\xBF" : "";
    const auto body = [&](const std::vector<std::string>& keys) {
      for (int lines = below(4); lines > 0; --lines) out += in_order({filler(), entry(keys)});
    };
    body({"profile.dev.opt-level", "profile . 'dev' . debug", "profile.test.codegen-backend",
          "profile", "unstable.gc", "profile.dev", "x"});
    for (int sections = below(5); sections > 0; --sections) {
      const std::string header = pick(
          {"[profile]", "[profile.dev]", "[ profile . test ]", "['profile'.\"de\\u0076\"]",
           "[profile.dev.package]", "[profile.dev.package.\"*\"]", "[profile.dev.package.'a@1.2']",
           "[profile.dev.build-override]", "[unstable]", "[alias]", "[[bin]]", "[[profile.dev]]"});
      out += in_order({filler(), indent(), header, end_of_line()});
      if (header == "[profile]") {
        body({"dev.opt-level", "dev.codegen-backend", "dev", "test", "'dev' . debug"});
      } else if (header == "[profile.dev.package]") {
        body({"\"*\".debug", "'*'.codegen-backend", "'a@1.2'", "\"*\""});
      } else {
        body({"opt-level", "codegen-backend", "\"codegen\\u002Dbackend\"", "debug", "package",
              "package.a.debug", "build-override.debug", "build-override"});
      }
    }
    out += filler();
    if (chance(3)) out = out.substr(0, out.size() - (out.ends_with("\r\n") ? 2 : !out.empty()));
    return out;
  }

  Setting setting() {
    static const std::vector<std::vector<std::string>> kPaths = {
        {"profile", "dev", "codegen-backend"},
        {"profile", "dev", "codegen-backend"},
        {"profile", "test", "codegen-backend"},
        {"profile", "dev", "package", "*", "codegen-backend"},
        {"profile", "dev", "package", "a@1.2", "codegen-backend"},
        {"profile", "dev", "build-override", "codegen-backend"},
        {"unstable", "codegen-backend"}};
    const auto& path = kPaths[static_cast<std::size_t>(below(static_cast<int>(kPaths.size())))];
    if (path[0] == "unstable") return {path, true};
    return {path, "llvm"};
  }

 private:
  // The parts are made from left to right; operands of + are made in any order.
  static std::string in_order(const std::vector<std::string>& parts) {
    return text::join(parts, "");
  }

  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  bool chance(int one_in) { return below(one_in) == 0; }
  std::string pick(const std::vector<std::string>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }

  std::string indent() { return pick({"", "", "", "  ", "\t"}); }

  std::string break_line() { return is_mixed_ && chance(3) ? "\n" : line_break_; }

  std::string end_of_line() {
    return in_order({pick({"", "", "", " ", "\t# c", " # codegen-backend = 'a'", "#[profile.dev]"}),
                     break_line()});
  }

  // Blank lines and comments.
  std::string filler() {
    std::string out;
    while (chance(3)) {
      const std::string comment =
          pick({"", "", "# codegen-backend = 'a'", "# [profile.dev] ☃", "#\"\"\""});
      out += in_order({indent(), comment, break_line()});
    }
    return out;
  }

  std::string entry(const std::vector<std::string>& keys) {
    return in_order({indent(), pick(keys), pick({" = ", "=", "\t=  "}), value(0), end_of_line()});
  }

  std::string value(int depth) {
    switch (below(depth < 3 ? 14 : 9)) {
      case 0:
        return "\"cranelift\"";
      case 1:
        return "'cranelift'";
      case 2:
        return "\"llvm\"";
      case 3:
        return in_order({"\"\"\"", break_line(), "[profile.dev]", break_line(), "a\\\"\"\"\"\""});
      case 4:
        return in_order({"'''", break_line(), "codegen-backend = \"x\" # ''", break_line(), "'''"});
      case 5:
        return "1";
      case 6:
        return pick({"true", "false", "1.5", "1979-05-27 07:32:00", "\"крейн \\\" }\""});
      case 7:
        return "\"\"";
      case 8:
        return "{}";
      case 9:
        return in_order({"[", space(), value(depth + 1), space(), ",", space(), "']' ]"});
      default:
        return inline_table(depth);
    }
  }

  // White space where TOML 1.1 lets lines break.
  std::string space() {
    return pick({"", " ", " ", break_line() + "  ", " # }, ]" + break_line()});
  }

  std::string inline_table(int depth) {
    std::string out = "{" + space();
    const int size = below(3);
    for (int i = 0; i < size; ++i) {
      const std::string key = pick({"dev", "dev.debug", "test", "opt-level", "codegen-backend",
                                    "package", "'*'", "\"\\u002A\".debug", "build-override"});
      out += in_order({key, " = ", value(depth + 1), space()});
      if (i + 1 < size || chance(3)) out += "," + space();
    }
    return out + "}";
  }

  std::mt19937 random_{20261122};
  std::string line_break_;
  bool is_mixed_ = false;
};

// Every single value by its path, and the paths of all tables.
struct Content {
  std::map<std::string, std::string> values;
  std::set<std::string> tables;
};

void collect(const Value& value, const std::string& path, Content& content) {
  if (value.kind == Kind::kTable) {
    content.tables.insert(path);
    for (const auto& member : value.members) {
      collect(member.value, path + "/" + member.key, content);
    }
  } else if (value.kind == Kind::kArray) {
    content.values[path] = "array of " + std::to_string(value.items.size());
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      collect(value.items[i], path + "/" + std::to_string(i), content);
    }
  } else {
    content.values[path] = std::string(toml::name_of(value.kind)) + " " + value.text + " " +
                           std::to_string(value.integer) + " " + (value.boolean ? "yes" : "no");
  }
}

Content content_of(const std::string& document) {
  Content content;
  const auto parsed = toml::parse(document, "config.toml");
  EXPECT_TRUE(parsed.ok());
  if (parsed.ok()) collect(parsed.value(), "", content);
  return content;
}

// Whether something on the setting's path makes it impossible.
bool is_blocked(const std::string& document, const Setting& setting) {
  const auto parsed = toml::parse(document, "config.toml");
  const Value* value = &parsed.value();
  for (const std::string& part : setting.path) {
    if (value->kind != Kind::kTable) return true;
    value = value->find(part);
    if (value == nullptr) return false;
  }
  return value->kind == Kind::kTable || value->kind == Kind::kArray;
}

void check(const std::string& document, const Setting& setting) {
  const auto edited = edit(document, {setting}, "config.toml");
  ASSERT_EQ(edited.ok(), !is_blocked(document, setting))
      << (edited.ok() ? "edited" : edited.problem().str());
  if (!edited.ok()) return;
  const std::string& text = edited.value().text;

  Content wanted = content_of(document);
  std::string path;
  for (const std::string& part : setting.path) {
    wanted.tables.insert(path);
    path += "/" + part;
  }
  const bool is_flag = std::holds_alternative<bool>(setting.value);
  wanted.values[path] = is_flag ? "a boolean  0 yes" : "a string llvm 0 no";
  const Content got = content_of(text);
  EXPECT_EQ(got.values, wanted.values);
  EXPECT_EQ(got.tables, wanted.tables);

  const auto& replacements = edited.value().replacements;
  if (replacements.empty()) {
    EXPECT_EQ(text, document);
    return;
  }
  ASSERT_EQ(replacements.size(), 1U);
  const Replacement& one = replacements[0];
  std::string by_hand = document;
  ASSERT_EQ(document.substr(one.offset, one.removed.size()), one.removed);
  EXPECT_EQ(by_hand.replace(one.offset, one.removed.size(), one.inserted), text);
  EXPECT_TRUE(document.find("\r\n") != std::string::npos ||
              one.inserted.find('\r') == one.inserted.npos);
  EXPECT_TRUE(edit(text, {setting}, "config.toml").value().replacements.empty());
}

TEST(EditRandom, ChangesTheWantedKeyOnly) {
  Author author;
  int documents = 0;
  int edits = 0;
  for (int round = 0; documents < 2000 && round < 100'000; ++round) {
    const std::string document = author.document();
    const Setting setting = author.setting();
    if (!toml::parse(document, "config.toml").ok()) continue;  // a key twice, mostly
    ++documents;
    if (!is_blocked(document, setting)) ++edits;
    SCOPED_TRACE("round " + std::to_string(round) + ", " + text::join(setting.path, ".") +
                 " in:\n" + document);
    check(document, setting);
    if (HasFailure()) break;
  }
  EXPECT_EQ(documents, 2000);
  EXPECT_GT(edits, 1000);
}

}  // namespace
}  // namespace doctor::override
