// The repository's own rules: who includes whom, how long files are, what the generated pages say.
// ARCHITECTURE.md is read, not repeated: its tables are the rules.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "base/text.h"
#include "tests/support/golden.h"
#include "tests/support/knowledge.h"
#include "tests/support/paths.h"
#include "tools/reference.h"

namespace doctor::test {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = source_dir();

// Paths below a folder of the repository, relative to the root, with one of the endings.
std::vector<std::string> files_below(const std::string& folder,
                                     const std::vector<std::string>& endings) {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
    const std::string path = fs::relative(entry.path(), kRoot).generic_string();
    const bool is_wanted = std::any_of(endings.begin(), endings.end(),
                                       [&](const std::string& e) { return path.ends_with(e); });
    if (entry.is_regular_file() && is_wanted && path.find("node_modules") == std::string::npos)
      paths.push_back(path);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<std::string> sources() {
  return files_below("server", {".h", ".cpp"});
}

std::string folder_of(const std::string& path) {  // "server/base/text.h" -> "base"
  const auto parts = text::split(path, '/');
  return parts.size() > 2 ? std::string(parts[1]) : "";
}

// The rows of a table in ARCHITECTURE.md: the words in backquotes of each row, the first one alone.
std::map<std::string, std::set<std::string>> table_under(const std::string& heading) {
  const std::string page = read_source("server/ARCHITECTURE.md");
  std::map<std::string, std::set<std::string>> rows;
  std::size_t at = page.find("| " + heading);
  EXPECT_NE(at, std::string::npos) << heading;
  for (const std::string_view line : text::lines(std::string_view(page).substr(at))) {
    if (!line.starts_with("|")) break;
    std::vector<std::string> words;
    const auto parts = text::split(line, '`');
    for (std::size_t i = 1; i < parts.size(); i += 2) words.emplace_back(parts[i]);
    if (!words.empty()) rows[words[0]] = {words.begin() + 1, words.end()};
  }
  return rows;
}

TEST(Repository, IncludesFollowTheDirection) {
  const auto allowed = table_under("folder | may include");
  ASSERT_GE(allowed.size(), 10U);
  const std::regex include(R"re(^#include "([a-z]+)/)re");
  for (const std::string& path : sources()) {
    const std::string folder = folder_of(path);
    if (folder.empty() || folder == "bench") continue;
    const auto rule = allowed.find(folder);
    ASSERT_NE(rule, allowed.end()) << path << ": the folder is not in ARCHITECTURE.md";
    const std::string content = read_source(path);
    for (const std::string_view line : text::lines(content)) {
      std::cmatch match;
      if (!std::regex_search(line.data(), line.data() + line.size(), match, include)) continue;
      const std::string other = match[1];
      EXPECT_TRUE(other == folder || rule->second.contains(other))
          << path << " includes " << other << "/";
    }
  }
}

TEST(Repository, ThirdPartyHeadersHaveOneOwner) {
  const std::map<std::string, std::vector<std::string>> owners = {
      {"toml++/", {"server/toml/plusplus.h"}},
      {"re2/", {"server/classify/pattern_set.cpp"}},
      {"spdlog/", {"server/base/log.cpp"}},
      {"nlohmann/", {"server/json/json.h"}},
      {"httplib.h",
       {"server/http/library.h", "server/http/connection.h", "server/http/guarded_library.h"}},
  };
  for (const std::string& path : sources()) {
    const std::string content = read_source(path);
    for (const auto& [header, owner] : owners) {
      if (content.find("#include <" + header) == std::string::npos) continue;
      EXPECT_TRUE(std::find(owner.begin(), owner.end(), path) != owner.end())
          << path << " includes " << header;
    }
  }
}

TEST(Repository, FilesAreShort) {
  for (const std::string folder : {"server", "tests"}) {
    for (const std::string& path : files_below(folder, {".h", ".cpp", ".sh", ".awk"})) {
      const std::string content = read_source(path);
      EXPECT_LE(text::lines(content).size(), 400U) << path;
    }
  }
}

// What a word may not be used for outside its owners.
TEST(Repository, KeepsToItsInvariants) {
  struct Ban {
    std::string word;
    std::string why;
    std::vector<std::string> except;
  };
  const std::vector<Ban> bans = {
      {"std::cout",
       "stdout carries the protocol",
       {"server/main.cpp", "server/main_http.cpp", "server/bench/"}},
      {"printf(", "stdout carries the protocol", {"server/bench/"}},
      {"std::ofstream",
       "no tool writes to the disk",
       {"server/tools/reference.cpp", "server/tools/handshake.cpp", "server/knowledge/compiler.cpp",
        "server/bench/"}},
      {"mkostemp", "one place replaces files", {"server/base/replace_file.cpp"}},
      {"::rename(", "one place replaces files", {"server/base/replace_file.cpp"}},
      {"O_WRONLY", "one place replaces files", {"server/http/token.cpp"}},
      {"O_RDWR", "one place replaces files", {}},
      {"O_CREAT", "one place replaces files", {"server/http/token.cpp"}},
      {"fopen(", "no tool writes to the disk", {}},
      {"replace_file.h",
       "only --apply replaces files",
       {"server/base/replace_file.cpp", "server/tools/apply.cpp"}},
      {"tools/apply.h",
       "only --apply replaces files",
       {"server/tools/apply.cpp", "server/tools/command_line.cpp"}},
      {"std::regex", "it crashes on long lines", {}},
      {"system(", "nothing is executed", {}},
      {"popen(", "nothing is executed", {}},
      {"utc_today", "what day it is comes from outside", {"server/base/", "server/tools/engine.h"}},
      {"system_clock", "what day it is comes from outside", {"server/base/date.cpp"}},
      {"environ",
       "the environment is read once and never logged",
       {"server/main.cpp", "server/main_http.cpp", "server/http/settings", "server/tools/",
        "server/override/", "server/cargo/", "server/bench/"}},
  };
  for (const std::string& path : sources()) {
    std::string content;
    const std::string whole = read_source(path);
    for (const std::string_view line : text::lines(whole))
      content += std::string(line.substr(0, line.find("//"))) + "\n";
    for (const Ban& ban : bans) {
      const bool is_excepted =
          std::any_of(ban.except.begin(), ban.except.end(),
                      [&](const std::string& e) { return path.starts_with(e); });
      EXPECT_TRUE(is_excepted || content.find(ban.word) == std::string::npos)
          << path << ": " << ban.word << ": " << ban.why;
    }
  }
}

TEST(Repository, ProtocolLayersDoNotNameWhatIsAbove) {
  for (const std::string& path : sources()) {
    const std::string content = read_source(path);
    EXPECT_TRUE(folder_of(path) != "rpc" ||
                content.find("modelcontextprotocol") == std::string::npos)
        << path;
    if (folder_of(path) != "mcp" && folder_of(path) != "rpc") continue;
    for (const std::string tool : {"classify_error", "lookup_limitation", "config_override"}) {
      EXPECT_EQ(content.find(tool), std::string::npos) << path << " names " << tool;
    }
  }
}

TEST(Repository, TopLevelIsAsDesigned) {
  const std::set<std::string> allowed = {
      ".claude-plugin", "skills",    "server",     "tests", "CMakeLists.txt",
      "README.md",      "LICENSE",   ".gitignore", ".ci",   ".clang-format",
      ".git",           "flake.nix", "flake.lock"};
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    const std::string name = entry.path().filename().string();
    EXPECT_TRUE(allowed.contains(name) || name.starts_with("build")) << name;
  }
}

TEST(Repository, GeneratedPagesAreCurrent) {
  const auto problems =
      tools::check_reference(EntryFiles::get().knowledge(), RealFiles(),
                             (kRoot / "skills/rust-nix-toolchain/references").string());
  for (const Problem& problem : problems) ADD_FAILURE() << problem.str();
}

// What the skill format demands (agentskills.io), and what the client's validator does not check.
TEST(Repository, SkillIsInShape) {
  const std::string skill = read_source("skills/rust-nix-toolchain/SKILL.md");
  ASSERT_TRUE(skill.starts_with("---\n"));
  const std::size_t end = skill.find("\n---\n", 4);
  ASSERT_NE(end, std::string::npos);
  const std::string front = skill.substr(4, end - 4);
  const std::set<std::string> known = {"name", "description", "license", "compatibility",
                                       "metadata"};
  std::string description;
  bool is_description = false;
  for (const std::string_view line : text::lines(front)) {
    const std::size_t colon = line.find(':');
    const bool is_key = !line.empty() && line[0] != ' ' && colon != std::string_view::npos;
    if (is_key) {
      EXPECT_TRUE(known.contains(std::string(line.substr(0, colon)))) << line;
      is_description = line.starts_with("description:");
      const std::string_view value = text::trim(line.substr(colon + 1));
      EXPECT_TRUE(value.starts_with(">") || value.find(": ") == std::string_view::npos)
          << "YAML reads a colon in a plain value as a key: " << line;
      if (is_description) description = line.substr(colon + 1);
    } else if (is_description) {
      description += line;
    }
  }
  EXPECT_NE(front.find("name: rust-nix-toolchain"), std::string::npos);
  EXPECT_GT(description.size(), 100U);
  EXPECT_LT(description.size(), 1024U);
  EXPECT_LT(text::lines(skill).size(), 500U);
  EXPECT_LT(skill.size(), 5000U * 4) << "about 5,000 tokens";
  const std::regex link(R"re(\]\((references/[^)#]+))re");
  for (std::sregex_iterator it(skill.begin(), skill.end(), link), none; it != none; ++it) {
    EXPECT_TRUE(fs::exists(kRoot / "skills/rust-nix-toolchain" / (*it)[1].str())) << (*it)[1];
  }
}

TEST(Repository, ScriptsNeedNoBash) {
  for (const std::string folder : {"server", "tests", ".ci"}) {
    for (const std::string& path : files_below(folder, {".sh", "/run"})) {
      const std::string content = read_source(path);
      EXPECT_EQ(content.find("#!/bin/bash"), std::string::npos)
          << path << ": NixOS has no /bin/bash";
      EXPECT_EQ(content.find("[["), content.find("[[:")) << path << ": [[ is not POSIX";
    }
  }
}

}  // namespace
}  // namespace doctor::test
