#include "knowledge/intrinsics.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "knowledge/compiled.h"
#include "tests/support/knowledge.h"

namespace doctor::knowledge {
namespace {

// "implemented|feature|since|reaches", or "unknown".
void check(Text name, const std::string& expected) {
  const auto found = find_intrinsic(compiled_intrinsics(), name);
  std::string shown = "unknown";
  if (found) {
    shown = std::string(found->is_implemented ? "yes" : "no") + "|" + found->feature + "|" +
            found->since + "|" + text::join(found->reaches, " ");
    EXPECT_EQ(found->checked, "nightly-2026-07-22");
    EXPECT_NE(test::EntryFiles::get().knowledge().find(found->entry), nullptr) << found->entry;
  }
  EXPECT_EQ(shown, expected) << name;
}

TEST(Intrinsics, OfLlvm) {
  check("llvm.x86.avx2.psll.d", "no|avx2||");
  check("llvm.x86.avx512.mask.cmp.b.512", "no|avx512f||");
  check("llvm.x86.avx512.vpermi2var.qi.512", "no|avx512vbmi||");
  check("llvm.x86.avx.round.ps.256", "no|avx||");
  check("llvm.x86.sse.cvtss2si", "no|baseline||");
  check("llvm.x86.sse41.round.ps", "no|sse4.1||");
  check("llvm.x86.sse42.pcmpistri128", "no|sse4.2||");
  check("llvm.x86.aesni.aesenc", "yes|aes||");
  check("llvm.x86.aesni.aesenc.512", "no|vaes||");
  check("llvm.x86.vcvtps2ph.128", "yes|f16c|nightly-2025-12-19|");
  check("llvm.x86.made.up.tomorrow", "no|||");
  check("llvm.aarch64.crc32cb", "yes|crc|nightly-2026-06-08|");
  check("llvm.aarch64.crypto.sha1c", "yes|sha2|nightly-2026-07-23|");
  check("llvm.aarch64.neon.abs.v4i32", "yes|baseline||");  // by its beginning
  check("llvm.aarch64.neon.fmaxnm.v4f32", "no|baseline||");
  check("llvm.aarch64.sve.abs.nxv4i32", "no|sve||");
  check("llvm.riscv.aes32esi", "no|||");
}

TEST(Intrinsics, FunctionsOfCoreArch) {
  check("_mm256_mulhrs_epi16", "no|avx2||llvm.x86.avx2.pmul.hr.sw");
  check("_mm_cvtss_si32", "no|baseline||llvm.x86.sse.cvtss2si");
  check("_mm_add_epi32", "yes|||");  // made of simd_add
  check("_pdep_u64", "no|bmi2||llvm.x86.bmi.pdep.64");
  check("vmaxnmq_f64", "no|baseline||llvm.aarch64.neon.fmaxnm.v2f64");
  check("vaddq_f32", "yes|||");
}

TEST(Intrinsics, WhatIsNone) {
  for (const Text name : {"", "llvm", "llvm.", "llvm.memcpy.p0", "catch_unwind", "value_f", "v_s32",
                          "_mm", "global_asm", "-", "+", "llvm-tools", "_mm256 ", "avx2"}) {
    check(name, "unknown");
  }
}

TEST(Intrinsics, InAText) {
  const auto names = [](Text text, std::size_t most) {
    std::string out;
    for (const Intrinsic& found : intrinsics_in(compiled_intrinsics(), text, most))
      out += found.name + " ";
    return out;
  };
  EXPECT_EQ(names("llvm.x86.sse.cvtss2si is not yet supported.", 9), "llvm.x86.sse.cvtss2si ");
  EXPECT_EQ(names("core_arch::x86::sse::_mm_cvtss_si32)), llvm.x86.sse.cvtss2si", 9),
            "_mm_cvtss_si32 llvm.x86.sse.cvtss2si ");
  EXPECT_EQ(names("_mm_cvtss_si32 _mm_cvtss_si32 _pdep_u64", 9), "_mm_cvtss_si32 _pdep_u64 ");
  EXPECT_EQ(names("_mm_cvtss_si32 _pdep_u64", 1), "_mm_cvtss_si32 ");
  EXPECT_EQ(names("does cranelift support catch_unwind", 9), "");
}

void check_sentence(Text name, Text date, const std::string& part) {
  const std::string said = sentence(*find_intrinsic(compiled_intrinsics(), name), date);
  EXPECT_NE(said.find(part), std::string::npos) << said;
}

TEST(Intrinsics, Sentence) {
  check_sentence("llvm.x86.avx2.psll.d", "", "not implemented by Cranelift");
  check_sentence("llvm.x86.avx2.psll.d", "", "target feature `avx2`");
  check_sentence("llvm.x86.sse.cvtss2si", "", "no target feature turns it off");
  check_sentence("_mm256_mulhrs_epi16", "", "it reaches `llvm.x86.avx2.pmul.hr.sw`");
  check_sentence("llvm.aarch64.crc32b", "", "since nightly-2026-06-08");
  check_sentence("llvm.aarch64.crc32b", "2026-06-08", "since nightly-2026-06-08");
  check_sentence("llvm.aarch64.crc32b", "2026-05-20", "not in nightly-2026-05-20");
  check_sentence("_mm_add_epi32", "", "reaches no intrinsic that Cranelift lacks");
}

// Each line is of a kind that find_intrinsic reads.
TEST(Intrinsics, TableIsWellFormed) {
  std::size_t lines = 0;
  Text function;  // of the line before
  for (const Text line : text::lines(compiled_intrinsics())) {
    const auto words = text::split(line, ' ');
    const Text kind = words.front();
    ++lines;
    if (kind == "#") continue;
    EXPECT_TRUE(kind == "date" || kind == "feature" || kind == "since" || kind == "+" ||
                kind == "=")
        << line;
    ASSERT_GE(words.size(), 2U) << line;
    EXPECT_EQ(words[1].starts_with("llvm."), kind != "date" && kind != "=") << line;
    EXPECT_TRUE(kind == "=" || function.empty()) << line;
    if (kind == "=") {
      EXPECT_LT(function, words[1]);
      EXPECT_GE(words.size(), 3U) << line;
      function = words[1];
    }
    EXPECT_TRUE(kind != "since" || words[2].starts_with("nightly-20")) << line;
  }
  EXPECT_GT(lines, 2000U);
}

}  // namespace
}  // namespace doctor::knowledge
