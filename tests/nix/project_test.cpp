// Whole projects: what is read from their files, and what decides the compiler. Each file of
// projects/ holds a project, its files behind ">>> NAME" lines, and the expected answer.
#include "nix/project.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "nix/current_pin.h"
#include "nix/warnings.h"
#include "tests/support/golden.h"
#include "tests/support/paths.h"

// suites: NixProject Projects

namespace doctor::test {
namespace {

namespace fs = std::filesystem;
using nix::Project;

constexpr Date kToday{2026, 9, 1};

std::map<std::string, std::string> files_of(const std::string& bundle) {
  std::map<std::string, std::string> files;
  std::string* current = nullptr;
  for (const std::string_view line : text::lines(bundle)) {
    if (line.starts_with(">>> ")) {
      current = &files["/p/" + std::string(line.substr(4))];
    } else if (current != nullptr) {
      *current += std::string(line) + "\n";
    }
  }
  return files;
}

std::string join(const std::vector<std::string>& words) {
  return text::join(words, ",");
}

// The facts in a few lines that a person can check against the files.
std::string summary(const Project& project) {
  std::string out;
  if (project.lock) {
    out += "lock " + std::to_string(project.lock->version) + ":";
    for (const nix::LockedInput& input : project.lock->inputs) {
      if (input.source == nix::Source::kOther) continue;
      out += " " + input.path + (input.follows.empty() ? "=" : ">" + input.follows + "=") +
             std::string(name_of(input.source)) + "@" + input.revision.substr(0, 7) + "/" +
             (input.date ? input.date->str() : "?");
    }
    out += "\n";
  }
  for (const nix::EnvrcUse& use : project.envrc) {
    out += "envrc: " + use.text + " " + nix::shown(use.where, project) + "\n";
  }
  const auto pin = nix::current_pin(project);
  if (pin) {
    out += "now: " + nix::shown(pin->where, project) + " " + std::string(name_of(pin->via)) + " " +
           pin->expression + " " + pin->channel + (pin->is_exact ? " =" : " <=") +
           (pin->date ? pin->date->str() : "?") + " " + pin->version + "\n";
    out += "components: " + join(pin->components) + " targets: " + join(pin->targets) + "\n";
    out += "moved by: " + pin->moved_by + "\n";
    for (const nix::ToolchainUse& use : nix::other_toolchains(project, *pin)) {
      out += "other: " + nix::shown(use.where, project) + " " + use.expression + "\n";
    }
  }
  for (const nix::Warning& warning : nix::warnings_of(project, pin, kToday)) {
    out += "warning: " + (warning.entry.empty() ? warning.text : warning.entry) + "\n";
  }
  for (const Problem& problem : project.problems) {
    out +=
        "problem: " + Problem{problem.message, {nix::shown(problem.where, project)}}.str() + "\n";
  }
  return out;
}

Project read(std::map<std::string, std::string> content, const std::string& folder = "/p") {
  const MemoryFiles files(std::move(content));
  return nix::read_project(files, folder);
}

class Projects : public testing::TestWithParam<std::string> {};

TEST_P(Projects, AreUnderstood) {
  const std::string file = "nix/projects/" + GetParam() + ".txt";
  const std::string whole = read_source("tests/" + file);
  const std::size_t end = whole.find(">>> expected\n");
  const std::string bundle = whole.substr(0, end);
  check_golden(bundle + ">>> expected\n" + summary(read(files_of(bundle))), file);
}

std::vector<std::string> project_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(source_dir() + "/tests/nix/projects")) {
    names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, Projects, testing::ValuesIn(project_names()),
                         [](const auto& project) {
                           std::string name = project.param;
                           std::erase_if(name, [](char c) { return c == '-'; });
                           return name;
                         });

TEST(NixProject, ThereAreEnough) {
  EXPECT_GE(project_names().size(), 20U);
}

// ---- broken files: one sentence each, and the rest is still read

constexpr std::string_view kLockHead = R"({"nodes": {"root": {}}, "root": "root", "version": )";

void check_problem(const std::string& name, const std::string& content,
                   const std::string& sentence) {
  const Project project = read({{"/p/" + name, content}, {"/p/shell.nix", "{ pkgs }: pkgs.rustc"}});
  ASSERT_EQ(project.problems.size(), 1U) << name;
  EXPECT_EQ(project.problems.front().str(), "/p/" + name + sentence);
  EXPECT_TRUE(nix::current_pin(project).has_value()) << "the other files still count";
}

TEST(NixProject, BrokenFilesGetOneSentence) {
  check_problem("flake.lock", "{\n  \"nodes\": {\n<<<<<<< HEAD\n",
                ":3: is no flake.lock; it is not valid JSON at byte 16: syntax error while parsing "
                "object key - invalid literal; last read: '\"nodes\": {<U+000A><'; expected string "
                "literal");
  check_problem("flake.lock", std::string(kLockHead) + "4}",
                ": has lock version 4; versions 5 to 7 are understood. Let your Nix write it anew: "
                "nix flake lock");
  check_problem("flake.lock", std::string(kLockHead) + "8}",
                ": has lock version 8; versions 5 to 7 are understood. Let your Nix write it anew: "
                "nix flake lock");
  check_problem("flake.lock", "[]", ": is no flake.lock: it must hold a JSON object");
  check_problem("flake.lock", "{}", ": is no flake.lock: it has no `version`");
  check_problem("flake.lock", R"({"version": 7, "root": "x", "nodes": {}})",
                ": is no flake.lock: its `root` node is missing");
  check_problem("flake.nix", "{\n  outputs = \"x;\n}",
                ":2: is no Nix that can be read: a string is never closed");
  check_problem("rust-toolchain.toml", "[toolchain]\nchannel = nightly\n",
                ":2:12: Error while parsing floating-point: expected 'nan', saw 'ni'");
  check_problem("rust-toolchain.toml", "[other]\nx = 1\n", ": has no [toolchain] table");
  check_problem("rust-toolchain.toml", "[toolchain]\nprofile = \"minimal\"\n",
                ":1: names no toolchain: [toolchain] needs `channel`");
  check_problem("rust-toolchain", "\n", ": is empty; it must name a toolchain");
}

TEST(NixProject, FilesAboveCount) {
  const std::map<std::string, std::string> files = {{"/p/flake.nix", "{ }"},
                                                    {"/p/crates/a/Cargo.toml", ""}};
  EXPECT_EQ(read(files, "/p/crates/a").folder, "/p");
  auto apart = files;
  apart["/p/crates/.git/HEAD"] = "";
  EXPECT_TRUE(read(apart, "/p/crates/a").is_empty());
  EXPECT_EQ(read(apart, "/p/crates/a").folder, "/p/crates/a");
}

TEST(NixProject, ImportsStayInsideAndEnd) {
  const Project project = read({{"/p/flake.nix", "import ./a.nix ../../etc/x.nix ./none.nix"},
                                {"/p/a.nix", "import ./flake.nix (import ./b/c.nix) { }"},
                                {"/p/b/c.nix", "{ pkgs }: pkgs.rust-bin.beta.latest.default"},
                                {"/etc/x.nix", "fenix.stable.toolchain"}});
  ASSERT_EQ(project.files.size(), 3U);
  EXPECT_EQ(nix::current_pin(project)->where.str(), "/p/b/c.nix:1");
}

// A lock with more paths than anyone can walk, made of few nodes.
TEST(NixProject, HostileLocksEnd) {
  std::string nodes = R"("root": {"inputs": {"a": "n0"}})";
  for (int i = 0; i < 60; ++i) {
    const std::string next = "\"n" + std::to_string(i + 1) + "\"";
    nodes += ", \"n" + std::to_string(i) + "\": {\"inputs\": {\"x\": " + next + ", \"y\": " + next +
             ", \"f\": [\"a\", \"f\", \"f\", \"f\"]}}";
  }
  nodes += R"(, "n60": {"locked": {"type": "github", "owner": "nix-community", "repo": "fenix"}})";
  const auto lock =
      nix::read_flake_lock("{\"nodes\": {" + nodes + "}, \"root\": \"root\", \"version\": 7}", "l");
  ASSERT_TRUE(lock.ok());
  EXPECT_NE(lock.value().find(nix::Source::kFenix), nullptr);
  EXPECT_FALSE(lock.value().problems.empty());
}

}  // namespace
}  // namespace doctor::test
