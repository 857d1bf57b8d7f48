// Host tool of the build: knowledge_compiler OUT KNOWLEDGE_DIR SKILL_DIR
//
// Turns the entries, the signs, the intrinsics and the skill's pages into C++ tables (compiled.h).
// Every problem is printed as file:line, and the build stops.
#include <fstream>
#include <iostream>
#include <vector>

#include "base/files.h"
#include "knowledge/emit.h"
#include "knowledge/folder.h"

namespace {

using doctor::Problem;
using doctor::Result;
namespace knowledge = doctor::knowledge;

constexpr std::size_t kMaxPageBytes = 1U << 20U;

// "skill" for SKILL.md, else the file's stem.
std::string page_name(const std::string& path) {
  const std::string file = path.substr(path.rfind('/') + 1);
  return file == "SKILL.md" ? "skill" : file.substr(0, file.rfind('.'));
}

int compile(const std::string& out, const std::string& folder, const std::string& skill) {
  const doctor::RealFiles files;
  knowledge::Arena arena;
  knowledge::LoadedFolder loaded = knowledge::load_folder(files, folder + "/entries", arena);
  std::vector<Problem> problems = loaded.problems;

  std::vector<knowledge::Sign> signs;
  const Result<std::string> signs_text =
      files.read(folder + "/signs.toml", knowledge::kMaxEntryBytes);
  if (signs_text.ok()) {
    const knowledge::LoadedSigns read =
        knowledge::load_signs(signs_text.value(), folder + "/signs.toml", arena);
    signs = read.signs;
    problems.insert(problems.end(), read.problems.begin(), read.problems.end());
  } else {
    problems.push_back(signs_text.problem());
  }

  std::vector<knowledge::Page> pages;
  const Result<std::vector<std::string>> paths = files.list(skill);
  if (!paths.ok()) problems.push_back(paths.problem());
  for (const std::string& path : paths.ok() ? paths.value() : std::vector<std::string>()) {
    if (!path.ends_with(".md")) continue;
    const Result<std::string> text = files.read(path, kMaxPageBytes);
    if (text.ok()) {
      pages.push_back({arena.keep(page_name(path)), arena.keep(text.value())});
    } else {
      problems.push_back(text.problem());
    }
  }

  const Result<std::string> intrinsics = files.read(folder + "/intrinsics.txt", kMaxPageBytes);
  if (!intrinsics.ok()) problems.push_back(intrinsics.problem());

  for (const Problem& problem : problems) std::cerr << problem.str() << '\n';
  if (!problems.empty()) return 1;
  std::ofstream file(out, std::ios::binary);
  file << knowledge::emit_tables(loaded.entries, signs, pages, intrinsics.value());
  file.close();
  if (file) return 0;
  std::cerr << out << ": cannot be written\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4) return compile(argv[1], argv[2], argv[3]);
  std::cerr << "usage: knowledge_compiler OUT KNOWLEDGE_DIR SKILL_DIR\n";
  return 2;
}
