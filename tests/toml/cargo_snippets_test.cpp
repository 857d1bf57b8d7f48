// TOML as cargo reads it: snippets with cargo's own verdict, which lie beside the repository.
#include <gtest/gtest.h>

#include "base/files.h"
#include "json/json.h"
#include "toml/document.h"

namespace doctor::toml {
namespace {

TEST(TomlSnippets, AreJudgedAsByCargo) {
  const std::string path = DOCTOR_SOURCE_DIR "/../shared/cargo/toml_snippets.json";
  const Result<std::string> text = RealFiles().read(path, 1U << 20U);
  if (!text.ok()) GTEST_SKIP() << text.problem().str();
  const Json snippets = json::parse(text.value()).value();
  EXPECT_GE(snippets.size(), 60U);
  for (const Json& snippet : snippets) {
    const std::string document = snippet.at("toml");
    const Result<Value> parsed = parse(document, "config.toml");
    EXPECT_EQ(parsed.ok(), snippet.at("cargo_parses").get<bool>())
        << document << "\nwe say: " << (parsed.ok() ? "fine" : parsed.problem().str())
        << "\ncargo says: " << snippet.at("message");
  }
}

}  // namespace
}  // namespace doctor::toml
