#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "knowledge/compiled.h"
#include "tests/support/golden.h"
#include "tests/support/tools.h"

namespace doctor::test {
namespace {

constexpr const char* kTool = "lookup_limitation";

std::vector<std::string> ids_of(const Json& answer) {
  std::vector<std::string> ids;
  for (const Json& result : answer.at("results")) ids.push_back(result.at("id"));
  return ids;
}

TEST(LookupTool, EntryAsText) {
  check_golden(ToolBench().text(kTool, {{"id", "cranelift-asm-sym-operands"}}),
               "golden/answers/lookup_entry.md");
}

TEST(LookupTool, EntryAsJson) {
  check_golden(
      json::print_pretty(ToolBench().json(kTool, {{"id", "cranelift-asm-sym-operands"}})) + "\n",
      "golden/answers/lookup_entry.json");
}

// The scores and the order move with every new entry, so only the shape is compared.
TEST(LookupTool, ResultsAsText) {
  const std::string answer = ToolBench().text(kTool, {{"query", "global_asm sym"}, {"limit", 1}});
  const std::size_t total = ToolBench().json(kTool, {{"query", "global_asm sym"}}).at("total");
  EXPECT_EQ(
      answer,
      std::to_string(total) +
          " entries, best first:\n- `cranelift-asm-sym-operands` — `sym` operands in inline "
          "assembly are refused by the rustup component [unsupported]\n  The Cranelift "
          "component that rustup ships is built without the option `inline_asm_sym`, so it "
          "refuses assembly that names a Rust function through `sym` (and, in `global_asm!` "
          "and `naked_asm!`, also a static).\n\nShowing 1 to 1 of " +
          std::to_string(total) +
          "; cursor `1` gives the next.\n\nThe whole entry: `lookup_limitation` with its id.\n");
}

TEST(LookupTool, ResultsAsJson) {
  const Json answer = ToolBench().json(kTool, {{"query", "panic"}, {"limit", 2}});
  EXPECT_EQ(answer.size(), 3U) << "results, total, next_cursor";
  EXPECT_EQ(answer.at("next_cursor"), "2");
  EXPECT_EQ(ids_of(answer).size(), 2U);
  std::set<std::string> keys;
  for (const auto& [key, value] : answer.at("results").at(0).items()) keys.insert(key);
  EXPECT_EQ(keys,
            (std::set<std::string>{"id", "title", "area", "kind", "status", "score", "summary"}));
}

// By cursor every entry comes exactly once, in both forms, whatever the page size.
TEST(LookupTool, CursorsReachEverything) {
  ToolBench bench;
  const std::size_t total = bench.json(kTool, Json::object()).at("total");
  EXPECT_EQ(total, knowledge::compiled_entries().size());
  for (const int limit : {7, 50}) {
    std::set<std::string> seen;
    std::size_t count = 0;
    Json arguments = {{"limit", limit}};
    while (true) {
      const Json answer = bench.json(kTool, arguments);
      for (const std::string& id : ids_of(answer)) seen.insert(id);
      count += ids_of(answer).size();
      Json as_text = arguments;
      as_text["detail"] = "full";
      EXPECT_FALSE(bench.text(kTool, as_text).empty());
      if (!answer.contains("next_cursor")) break;
      arguments["cursor"] = answer.at("next_cursor");
    }
    EXPECT_EQ(seen.size(), total);
    EXPECT_EQ(count, total);
  }
}

// Whole entries are cut at an entry's end, and the text says how to go on.
TEST(LookupTool, FullResultsEndWithAWholeEntry) {
  const std::string answer =
      ToolBench().text(kTool, {{"query", "cranelift"}, {"limit", 50}, {"detail", "full"}});
  EXPECT_EQ(answer.find("(cut: "), std::string::npos);
  EXPECT_NE(answer.find("; cursor `"), std::string::npos);
}

TEST(LookupTool, Filters) {
  ToolBench bench;
  const Json linking = bench.json(kTool, {{"area", "linking"}, {"limit", 50}});
  for (const Json& result : linking.at("results")) EXPECT_EQ(result.at("area"), "linking");
  const Json fixed = bench.json(kTool, {{"status", "fixed"}, {"limit", 50}});
  for (const Json& result : fixed.at("results")) EXPECT_EQ(result.at("status"), "fixed");
  const auto of_crate = [&](const std::string& version) {
    return ids_of(bench.json(
        kTool, {{"crate", "wasmtime-fiber"}, {"crate_version", version}, {"limit", 50}}));
  };
  EXPECT_EQ(of_crate("34.0.2"), std::vector<std::string>{"cranelift-asm-sym-operands"});
  EXPECT_TRUE(of_crate("36.0.0").empty());
  EXPECT_EQ(bench.text(kTool, {{"crate", "no-such-crate"}}),
            "Nothing found. Try other words of the message, a crate's name, or no filter.\n");
}

TEST(LookupTool, ToolchainSaysWhatApplies) {
  ToolBench bench;
  const Json arguments = {{"id", "cranelift-asm-sym-operands"},
                          {"toolchain", "nightly-2023-01-01"}};
  EXPECT_EQ(bench.json(kTool, arguments).at("entry").at("applies_to_toolchain"), false);
  EXPECT_NE(
      bench.text(kTool, arguments).find("\nFor the toolchain: not yet in nightly-2023-01-01.\n"),
      std::string::npos);
  const Json query = {{"query", "sym operands"}, {"limit", 1}, {"toolchain", "nightly-2026-05-20"}};
  EXPECT_EQ(bench.json(kTool, query).at("results").at(0).at("applies_to_toolchain"), true);
  EXPECT_NE(bench.text(kTool, query).find("(applies to nightly-2026-05-20)"), std::string::npos);
}

// Pages come in pieces that make up the whole.
TEST(LookupTool, Pages) {
  ToolBench bench;
  for (const knowledge::Page& page : knowledge::compiled_pages()) {
    std::string whole;
    Json arguments = {{"page", page.name}};
    while (true) {
      EXPECT_FALSE(bench.text(kTool, arguments).empty());
      const Json piece = bench.json(kTool, arguments);
      EXPECT_EQ(piece.at("page"), page.name);
      whole += piece.at("text").get<std::string>();
      if (!piece.contains("next_cursor")) break;
      EXPECT_TRUE(whole.ends_with('\n')) << "a piece ends with a line";
      arguments["cursor"] = piece.at("next_cursor");
    }
    EXPECT_TRUE(whole == page.text) << page.name;
  }
}

TEST(LookupTool, ArgumentFaults) {
  ToolBench bench;
  EXPECT_EQ(bench.fault(kTool, {{"id", "cranelift-asm-sym-operand"}}),
            "There is no entry `cranelift-asm-sym-operand`; the closest is "
            "`cranelift-asm-sym-operands`. Search with `query` instead.");
  EXPECT_EQ(bench.fault(kTool, {{"id", "zzzz"}}),
            "There is no entry `zzzz`. Search with `query` instead.");
  EXPECT_EQ(bench.fault(kTool, {{"page", "codegen-backend"}})
                .find("There is no page `codegen-backend`; the closest is `codegen-backends`. "
                      "Pages: "),
            0U);
  EXPECT_EQ(bench.fault(kTool, {{"id", "a"}, {"page", "b"}}),
            "Both `id` and `page` are given; give one of them.");
  EXPECT_NE(bench.fault(kTool, {{"area", "linkin"}}).find("Did you mean \"linking\"?"),
            std::string::npos);
  EXPECT_NE(bench.fault(kTool, {{"status", "fixd"}}).find("Did you mean \"fixed\"?"),
            std::string::npos);
  EXPECT_EQ(bench.fault(kTool, {{"crate_version", "new"}}),
            "`crate_version` is \"new\"; a version such as `34.0.2` is needed.");
  for (const char* cursor : {"x", "-1", "1.5", "99999", "99999999999999999999999", " 1"}) {
    EXPECT_EQ(bench.fault(kTool, {{"cursor", cursor}}),
              "`cursor` is \"" + std::string(cursor) +
                  "\", which no answer gave; leave it out to start at the beginning.");
  }
  EXPECT_TRUE(bench.call(kTool, {{"page", "skill"}, {"cursor", "9999999"}}).is_error);
  EXPECT_EQ(bench.fault(kTool, {{"limit", 0}}), "`limit` must be from 1 to 50, but is 0.");
  EXPECT_EQ(bench.fault(kTool, {{"limit", 51}}), "`limit` must be from 1 to 50, but is 51.");
}

}  // namespace
}  // namespace doctor::test
