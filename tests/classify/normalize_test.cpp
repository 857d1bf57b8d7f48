#include "classify/normalize.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace doctor::classify {
namespace {

// Expected lines as "text", "stream|text" or "stream|text|package" where those are not empty.
void check(std::string_view raw, const std::vector<std::string>& expected) {
  std::vector<Line> lines;
  normalize(raw, 7, lines);
  std::vector<std::string> actual;
  for (const Line& line : lines) {
    EXPECT_EQ(line.number, 7) << raw;
    std::string shown = line.text;
    if (!line.stream.empty() || !line.package.empty()) shown = line.stream + "|" + shown;
    if (!line.package.empty()) shown += "|" + line.package;
    actual.push_back(shown);
  }
  EXPECT_EQ(actual, expected) << raw;
}

TEST(Normalize, PlainLines) {
  check("error: x", {"error: x"});
  check("  indented", {"  indented"});
  check("trailing blanks \t ", {"trailing blanks"});
  check("", {""});
  check("--> src/lib.rs:5:10", {" --> src/lib.rs:5:10"});
}

TEST(Normalize, Appends) {
  std::vector<Line> lines(1);
  normalize("next", 2, lines);
  EXPECT_EQ(lines.size(), 2U);
}

TEST(Normalize, Escapes) {
  check("\x1b[0m\x1b[1m\x1b[38;5;9merror\x1b[0m\x1b[1m: x\x1b[0m", {"error: x"});
  check("\x1b]8;;file:///a.rs\x1b\\a.rs\x1b]8;;\x1b\\:1", {"a.rs:1"});
  check("\x1b[1mmy-app>\x1b[0m error: x", {"my-app|error: x"});  // Nix colours the prefix
  check("could not com\x1b[31mpile", {"could not compile"});
  check("text\x1b[", {"text"});
}

// The short message format becomes the long one.
TEST(Normalize, ShortMessages) {
  check("src/lib.rs:5:10: error[E0308]: mismatched types",
        {"error[E0308]: mismatched types", " --> src/lib.rs:5:10"});
  check("my-app> src/lib.rs:5:10: warning: unused",
        {"my-app|warning: unused", "my-app| --> src/lib.rs:5:10"});
  check(R"(C:\app\src\lib.rs:5:10: error: x)", {"error: x", R"( --> C:\app\src\lib.rs:5:10)"});
  check("src/lib.rs:5:10: note: x", {"src/lib.rs:5:10: note: x"});
  check("src/lib.rs:5: error: x", {"src/lib.rs:5: error: x"});
  check("panicked at src/lib.rs:5:10: error: x", {"panicked at src/lib.rs:5:10: error: x"});
  check("src/lib.rs:5:", {"src/lib.rs:5:"});
}

// A progress bar draws over itself: each state is a line of its own.
TEST(Normalize, CarriageReturns) {
  check("text\r", {"text"});
  check("\r", {});
  check("    Building [=>  ] 1/3: a\r    Building [==> ] 2/3: b\r   Compiling c v1.0.0",
        {"    Building [=>  ] 1/3: a", "    Building [==> ] 2/3: b", "   Compiling c v1.0.0"});
  check("\rerror: x\r\r", {"error: x"});
}

TEST(Normalize, BytesThatAreNoText) {
  check(std::string_view("er\0ror\0: x", 10), {"error: x"});
  check("caf\xE9: x", {"caf\xEF\xBF\xBD: x"});
  check("cut \xE2\x80", {"cut \xEF\xBF\xBD\xEF\xBF\xBD"});
}

TEST(Normalize, TypographicQuotes) {
  check(
      "\xE2\x80\x98"
      "a\xE2\x80\x99 \xE2\x80\x9C"
      "b\xE2\x80\x9D",
      {"'a' \"b\""});
  check("couldn\xE2\x80\xB2t, can\xC2\xB4t", {"couldn't, can't"});
  check("\xE2\x80\xA6 dots stay", {"\xE2\x80\xA6 dots stay"});
}

TEST(Normalize, CargoMessages) {
  check(R"({"reason":"compiler-message","package_id":"path+file:///src/app#0.1.0","message":)"
        R"({"rendered":"error: x\n --> a.rs:1:1\n\n","level":"error"}})",
        {"|error: x|app", "| --> a.rs:1:1|app", "||app"});
  check(R"({"reason":"compiler-message","message":{"rendered":"\u001b[31merror\u001b[0m: x\n"}})",
        {"error: x"});
  check(R"(  {"rendered":"error: x"}  )", {"error: x"});  // rustc --error-format=json
}

TEST(Normalize, PackageIdsOfAllKinds) {
  const auto of = [](const std::string& id, const std::string& package) {
    check(R"({"package_id":")" + id + R"(","message":{"rendered":"x"}})", {"|x|" + package});
  };
  of("registry+https://github.com/rust-lang/crates.io-index#wasmtime-fiber@34.0.2",
     "wasmtime-fiber");
  of("path+file:///src/app#0.1.0", "app");
  of("path+file:///src/folder#app@0.1.0", "app");
  of("git+https://github.com/x/tool?branch=main#tool@0.1.0", "tool");
  of("git+https://github.com/x/tool?branch=feature/y#0.1.0", "tool");
  of("app 0.1.0 (path+file:///src/app)", "app");  // before cargo 1.77
}

TEST(Normalize, OtherJson) {
  check(R"({"type":"test","event":"failed","name":"t","stdout":"thread 't' panicked\nnote: x\n"})",
        {"thread 't' panicked", "note: x"});
  check(R"(@nix {"action":"msg","level":0,"msg":"error: x"})", {"error: x"});
  check(R"(@nix {"action":"result","fields":["error: y"],"id":1,"type":101})", {"error: y"});
  check(R"(@nix {"action":"start","id":1,"level":3,"type":105})", {});
  check(R"({"reason":"build-finished","success":false})", {});
}

TEST(Normalize, JsonBehindAPrefix) {
  check(R"(2026-05-20T07:53:12.3456789Z {"rendered":"error: x"})", {"error: x"});
  check(R"(my-app> {"rendered":"error: x"})", {"my-app|error: x"});
  check("\x1b[0m{\"rendered\":\"error: x\"}\x1b[0m\x1b[K", {"error: x"});
}

TEST(Normalize, WhatOnlyLooksLikeJsonStays) {
  check("{\"a\": 1", {"{\"a\": 1"});
  check("let json = {\"a\": 1};", {"let json = {\"a\": 1};"});
  check("{ not json }", {"{ not json }"});
  check("{\"error: could not compile `x`}", {"{\"error: could not compile `x`}"});
  check("{\"a\": }", {"{\"a\": }"});
}

}  // namespace
}  // namespace doctor::classify
