#include "knowledge/search.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "tests/support/knowledge.h"

namespace doctor::knowledge {
namespace {

const Search& search() {
  static const Search index(test::EntryFiles::get().knowledge());
  return index;
}

// The entry stands among the first three.
void check(std::string_view question, std::string_view id) {
  const std::vector<Ranked> ranked = search().find(question);
  std::vector<std::string> first;
  for (std::size_t i = 0; i < ranked.size() && i < 3; ++i) first.emplace_back(ranked[i].entry->id);
  EXPECT_NE(std::find(first.begin(), first.end(), id), first.end())
      << question << "\nshall give " << id << "\ngives " << text::join(first, ", ");
}

TEST(Search, Questions) {
  check("does cranelift support catch_unwind", "cranelift-catch-unwind-not-caught");
  check("catch_unwind", "cranelift-catch-unwind-not-caught");
  check("why is my panic not caught", "cranelift-catch-unwind-not-caught");
  check("cargo check passes but cargo test fails global_asm", "cranelift-asm-sym-operands");
  check("asm! and global_asm! sym operands are not yet supported", "cranelift-asm-sym-operands");
  check("can cranelift do lto", "cranelift-lto-hard-error");
  check("do doctests use cranelift", "cranelift-doctests-use-llvm");
  check("openssl not found", "openssl-sys-not-found");
  check("libclang bindgen", "bindgen-libclang");
  check("cargoHash mismatch", "nixpkgs-cargohash-fod-mismatch");
}

TEST(Search, Misspellings) {
  check("catch_unwnd", "cranelift-catch-unwind-not-caught");
  check("globl_asm sym", "cranelift-asm-sym-operands");
}

TEST(Search, CrateNamesAndSymbols) {
  check("wasmtime-fiber", "cranelift-asm-sym-operands");
  check("wasmtime", "cranelift-asm-sym-operands");
  check("corosensei", "cranelift-asm-sym-operands");
  check("aws_lc_0_", "cranelift-x01-symbol-prefix");
  check("aws-lc-sys", "cranelift-x01-symbol-prefix");
}

// Each entry is found by its own id and by its own title.
TEST(Search, EntriesFindThemselves) {
  for (const Entry& entry : test::EntryFiles::get().knowledge().entries()) {
    check(entry.id, entry.id);
    check(entry.title, entry.id);
  }
}

TEST(Search, NothingToFind) {
  for (const char* query : {"", "   ", "the of and", "!?", "zzzzqqqq", "\xFF\xFE"}) {
    EXPECT_TRUE(search().find(query).empty()) << query;
  }
}

TEST(Search, OrderAndHostileQueries) {
  const std::vector<Ranked> ranked = search().find("cranelift panic unwind");
  ASSERT_GT(ranked.size(), 2U);
  for (std::size_t i = 1; i < ranked.size(); ++i) {
    EXPECT_GE(ranked[i - 1].score, ranked[i].score);
    if (ranked[i - 1].score == ranked[i].score) {
      EXPECT_LT(ranked[i - 1].entry->id, ranked[i].entry->id);
    }
  }
  search().find(std::string(1000000, 'x'));
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "word" + std::to_string(i) + " ";
  search().find(many);
}

}  // namespace
}  // namespace doctor::knowledge
