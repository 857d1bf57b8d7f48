#include "classify/source_path.h"

#include <gtest/gtest.h>

namespace doctor::classify {
namespace {

void check(std::string_view path, const std::string& name, const std::string& version) {
  const auto crate = crate_of_path(path);
  ASSERT_TRUE(crate.has_value()) << path;
  EXPECT_EQ(crate->name, name) << path;
  EXPECT_EQ(crate->version, version) << path;
}

TEST(SourcePath, CargosRegistry) {
  check(
      "/home/me/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/wasmtime-fiber-34.0.2/src/"
      "lib.rs",
      "wasmtime-fiber", "34.0.2");
  check("/root/.cargo/registry/src/github.com-1ecc6299db9ec823/a-1.0.0-rc.1/build.rs", "a",
        "1.0.0-rc.1");
  check(
      "C:\\Users\\me\\.cargo\\registry\\src\\index.crates.io-6f17d22bba15001f\\ring-0.17."
      "8\\src\\lib.rs",
      "ring", "0.17.8");
  check("/cargo/registry/src/x/base64-0.22.1/src/lib.rs", "base64", "0.22.1");
  check("/cargo/registry/src/x/md-5-0.10.6/src/lib.rs", "md-5", "0.10.6");
}

TEST(SourcePath, VendorFolders) {
  check("/src/app/vendor/libc/src/lib.rs", "libc", "");
  check("vendor/libc-0.2.174/src/lib.rs", "libc", "0.2.174");
  check("/build/cargo-vendor-dir/wasmtime-41.0.0/src/lib.rs", "wasmtime", "41.0.0");
  check("/build/app-1.0-vendor/a-1.2.3/src/lib.rs", "a", "1.2.3");
  check("/build/app-vendor/source-registry-0/a-1.2.3/src/lib.rs", "a", "1.2.3");
}

TEST(SourcePath, GitCheckouts) {
  check("/home/me/.cargo/git/checkouts/tool-0123456789abcdef/89abcde/src/lib.rs", "tool", "");
  check("/home/me/.cargo/git/checkouts/my-tool-0123456789abcdef/89abcde/crates/x/src/lib.rs",
        "my-tool", "");
}

TEST(SourcePath, TheProjectItself) {
  for (const char* path :
       {"", "src/main.rs", "crates/a-1.2.3/src/lib.rs", "/home/me/app/src/lib.rs", "vendor",
        "vendor/libc", "/registry/src", "/registry/src/x", "/registry/src/x/y", "git/checkouts",
        "/vendored/libc/src/lib.rs", "<inline asm>", "///", "\\"}) {
    EXPECT_FALSE(crate_of_path(path).has_value()) << path;
  }
}

TEST(SourcePath, PlaceLines) {
  const auto check_span = [](std::string_view line, std::string_view path) {
    EXPECT_EQ(span_path(line), path) << line;
  };
  check_span("  --> src/main.rs:12:5", "src/main.rs");
  check_span(" --> src/main.rs:12:5", "src/main.rs");
  check_span("--> src/main.rs:12", "src/main.rs");
  check_span("  --> src/main.rs", "src/main.rs");
  check_span("  --> C:\\a\\main.rs:12:5", "C:\\a\\main.rs");
  check_span("  --> <inline asm>:4:1", "<inline asm>");
  check_span("  ::: src/main.rs:12:5", "");
  check_span("error: x --> y", "");
  check_span("-->", "");
  check_span("", "");
}

}  // namespace
}  // namespace doctor::classify
