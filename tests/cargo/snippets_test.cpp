// TOML 1.1 as cargo reads it: snippets with cargo's verdict. They lie beside the repository.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "cargo/config_file.h"
#include "json/json.h"
#include "tests/support/paths.h"

namespace doctor::test {
namespace {

TEST(CargoSnippets, AreJudgedAsByCargo) {
  const std::string path = source_dir() + "/../shared/cargo/toml_snippets.json";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  std::ifstream file(path);
  const Json snippets = Json::parse(file);
  EXPECT_GE(snippets.size(), 66U);
  for (const Json& snippet : snippets) {
    const std::string text = snippet.at("toml");
    const MemoryFiles files({{"/c/config.toml", text}});
    const auto read = cargo::read_toml(files, "/c/config.toml", cargo::kMostConfigBytes);
    EXPECT_EQ(read.ok(), snippet.at("cargo_parses").get<bool>())
        << text << "\n"
        << (read.ok() ? "accepted" : read.problem().message)
        << "\ncargo: " << snippet.at("message");
    if (!read.ok() || !snippet.at("cargo_parses").get<bool>()) continue;
    std::set<std::string> seen;
    const auto loaded = cargo::load_config_file(files, "/c/config.toml", false, seen);
    EXPECT_EQ(loaded.ok(), snippet.at("cargo_loads").get<bool>())
        << text << "\n"
        << (loaded.ok() ? "accepted" : loaded.problem().message)
        << "\ncargo: " << snippet.at("message");
  }
}

}  // namespace
}  // namespace doctor::test
