// The remedies of the entries, tried on the programs they are meant for: Nix parses each Nix text,
// cargo takes each configuration and manifest.
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "base/text.h"
#include "knowledge/markdown.h"
#include "tests/support/knowledge.h"
#include "tests/support/scratch.h"
#include "toml/document.h"

namespace doctor::test {
namespace {

using knowledge::Entry;
using knowledge::RenderedFix;

// Calls `each` with every fix of a language and a name for it.
void for_fixes(std::string_view language,
               const std::function<void(const std::string&, const RenderedFix&)>& each) {
  for (const Entry& entry : EntryFiles::get().knowledge().entries()) {
    for (std::size_t i = 0; i < entry.fixes.size(); ++i) {
      const RenderedFix fix = knowledge::render_fix(entry.fixes[i], {{"crate", "some-crate"}});
      if (fix.language == language) each(std::string(entry.id) + "-" + std::to_string(i), fix);
    }
  }
}

TEST(NixFixes, AreParsedByNix) {
  const Scratch folder;
  if (folder.run("nix-instantiate --version").status != 0) GTEST_SKIP() << "there is no nix";
  int count = 0;
  for_fixes("nix", [&](const std::string& name, const RenderedFix& fix) {
    folder.write(name + ".nix", fix.text);
    ++count;
  });
  EXPECT_GT(count, 100);
  const Ran ran = folder.run("nix-instantiate --parse *.nix");
  EXPECT_EQ(ran.status, 0) << ran.output.substr(ran.output.find("error:"));
}

enum class File { kConfig, kManifest, kOther };

// The file a TOML text belongs to: its first line names it, or its tables tell.
File file_of(const RenderedFix& fix, const toml::Value& document) {
  const std::string_view first =
      std::string_view(fix.text).substr(0, std::string_view(fix.text).find('\n'));
  if (first.find("config.toml") != std::string_view::npos) return File::kConfig;
  if (first.find("Cargo.toml") != std::string_view::npos) return File::kManifest;
  if (first.starts_with('#')) return File::kOther;
  if (document.find("unstable") != nullptr) return File::kConfig;  // the override's general form
  for (const char* table :
       {"cargo-features", "package", "profile", "lints", "features", "dependencies",
        "build-dependencies", "dev-dependencies", "workspace"}) {
    if (document.find(table) != nullptr) return File::kManifest;
  }
  return File::kOther;
}

// The text as a whole manifest.
std::string manifest_of(const RenderedFix& fix, const toml::Value& document) {
  constexpr std::string_view kPackage = "[package]\n";
  constexpr std::string_view kName = "name = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";
  if (document.find("workspace") != nullptr) return fix.text;
  const toml::Value* package = document.find("package");
  if (package == nullptr) return std::string(kPackage) + std::string(kName) + fix.text;
  if (package->find("name") != nullptr) return fix.text;
  std::string text = fix.text;
  return text.insert(text.find(kPackage) + kPackage.size(), "name = \"app\"\n");
}

class CargoFixes : public testing::Test {
 protected:
  void SetUp() override {
    if (folder_.run("cargo +nightly --version").status != 0) {
      GTEST_SKIP() << "there is no `cargo +nightly`";
    }
    folder_.write("src/lib.rs", "");
  }

  // Cargo accepts the files as they lie there, and uses every key.
  void check(const std::string& name, const RenderedFix& fix, const std::string& command) {
    const Ran ran = folder_.run("cargo +nightly " + command + " --offline 2>&1 >/dev/null");
    // An option for older nightlies: cargo took the file, rustc does not know the option any more.
    if (ran.output.find("unknown unstable option") != std::string::npos) return;
    EXPECT_EQ(ran.status, 0) << name << "\n" << ran.output << fix.text;
    EXPECT_EQ(ran.output.find("unused"), std::string::npos) << name << "\n" << ran.output;
  }

  const Scratch folder_;
};

TEST_F(CargoFixes, AreAcceptedByCargo) {
  int configs = 0;
  int manifests = 0;
  std::set<std::string> seen;  // many entries have the same override
  for_fixes("toml", [&](const std::string& name, const RenderedFix& fix) {
    if (!seen.insert(fix.text).second) return;
    const Result<toml::Value> document = toml::parse(fix.text, name);
    ASSERT_TRUE(document.ok()) << document.problem().str();
    const File file = file_of(fix, document.value());
    if (file == File::kConfig) {
      ++configs;
      folder_.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\n");
      folder_.write(".cargo/config.toml", fix.text);
      check(name, fix, "check -Zunstable-options --unit-graph");
      folder_.remove(".cargo/config.toml");
    } else if (file == File::kManifest) {
      ++manifests;
      folder_.write("Cargo.toml", manifest_of(fix, document.value()));
      check(name, fix, "metadata --no-deps --format-version 1");
    }
  });
  EXPECT_GT(configs, 20);
  EXPECT_GT(manifests, 10);
}

}  // namespace
}  // namespace doctor::test
