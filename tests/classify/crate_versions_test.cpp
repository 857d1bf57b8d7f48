#include "classify/crate_versions.h"

#include <gtest/gtest.h>

namespace doctor::classify {
namespace {

void check(std::string_view line, const std::string& crate, const std::string& version) {
  CrateVersions versions;
  EXPECT_EQ(versions.note(line), !version.empty()) << line;
  EXPECT_EQ(versions.find(crate), version) << line;
}

TEST(CrateVersions, LinesOfCargo) {
  check("   Compiling wasmtime-fiber v34.0.2", "wasmtime-fiber", "34.0.2");
  check("    Checking app v0.1.0 (/home/me/app)", "app", "0.1.0");
  check("Compiling a_b v1.0.0-rc.1+build", "a_b", "1.0.0-rc.1+build");
  check("   Compiling tool v0.2.0 (https://github.com/x/tool?rev=1#2345678)", "tool", "0.2.0");
  check("   Compiling a v1.2.3\r", "a", "1.2.3");
}

TEST(CrateVersions, OtherLines) {
  for (const char* line :
       {"", "   Compiling", "   Compiling ", "   Compiling a", "   Compiling a 1.0",
        "   Compiling 3 crates", "   Compiling a vnext", "Compiling the v1 thing",
        "error: Compiling a v1.0.0", "     Running a v1.0.0", "compiling a v1.0.0"}) {
    CrateVersions versions;
    EXPECT_FALSE(versions.note(line)) << line;
  }
}

TEST(CrateVersions, TheLastOneCounts) {
  CrateVersions versions;
  versions.note("   Compiling a v1.0.0");
  versions.note("   Compiling a v2.0.0");
  EXPECT_EQ(versions.find("a"), "2.0.0");
  EXPECT_EQ(versions.find("b"), "");
}

// A hostile log names a million crates: memory stays bounded, known ones are still renewed.
TEST(CrateVersions, NumberIsBounded) {
  CrateVersions versions;
  for (int i = 0; i < 30000; ++i) {
    versions.note("   Compiling crate" + std::to_string(i) + " v1.0.0");
  }
  EXPECT_EQ(versions.find("crate0"), "1.0.0");
  EXPECT_EQ(versions.find("crate29999"), "");
  versions.note("   Compiling crate0 v2.0.0");
  EXPECT_EQ(versions.find("crate0"), "2.0.0");
}

}  // namespace
}  // namespace doctor::classify
