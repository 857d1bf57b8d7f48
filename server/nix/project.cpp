#include "nix/project.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "cargo/paths.h"

namespace doctor::nix {
namespace {

using cargo::join;

constexpr std::size_t kMostTextBytes = 256U << 10U;
constexpr std::size_t kMostLockBytes = 16U << 20U;
constexpr std::size_t kMostNixFiles = 16;
constexpr std::array<std::string_view, 3> kNixNames = {"flake.nix", "shell.nix", "default.nix"};
constexpr std::string_view kLockName = "flake.lock";
constexpr std::string_view kEnvrcName = ".envrc";

class ProjectReader {
 public:
  explicit ProjectReader(const Files& files) : files_(files) {}

  Project run(const std::string& folder) {
    out_.folder = folder_of_project(folder);
    if (out_.folder.empty()) {
      out_.folder = folder;
      return std::move(out_);
    }
    read_lock();
    for (const std::string_view name : kNixNames) read_nix(join(out_.folder, name));
    read_toolchain();
    read_envrc();
    return std::move(out_);
  }

 private:
  bool is_file(const std::string& path) const { return files_.kind(path) == PathKind::kFile; }

  bool holds_any(const std::string& folder) const {
    const auto here = [&](std::string_view name) { return is_file(join(folder, name)); };
    return std::any_of(kNixNames.begin(), kNixNames.end(), here) || here(kLockName) ||
           here(kEnvrcName) ||
           std::any_of(std::begin(cargo::kToolchainFileNames), std::end(cargo::kToolchainFileNames),
                       here);
  }

  // A member of a workspace has its flake above it; a repository ends where its .git is.
  std::string folder_of_project(const std::string& folder) const {
    std::string current = folder;
    while (true) {
      if (holds_any(current)) return current;
      const bool is_end = files_.kind(join(current, ".git")) != PathKind::kMissing;
      if (is_end || current == cargo::parent(current)) return "";
      current = cargo::parent(current);
    }
  }

  void note(const Problem& problem) { out_.problems.push_back(problem); }

  std::optional<std::string> read(const std::string& path, std::size_t limit) {
    if (!is_file(path)) return std::nullopt;
    Result<std::string> content = files_.read(path, limit);
    if (content.ok()) return std::move(content).value();
    note(content.problem());
    return std::nullopt;
  }

  void read_lock() {
    const std::string path = join(out_.folder, kLockName);
    const auto content = read(path, kMostLockBytes);
    if (!content) return;
    auto lock = read_flake_lock(*content, path);
    if (!lock.ok()) return note(lock.problem());
    for (const Problem& problem : lock.value().problems) note(problem);
    out_.lock = std::move(lock).value();
  }

  void read_nix(const std::string& path) {
    if (out_.files.size() >= kMostNixFiles || !seen_.insert(path).second) return;
    const auto content = read(path, kMostTextBytes);
    if (!content) return;
    auto file = read_nix_file(text::repair_utf8(*content), path);
    if (!file.ok()) return note(file.problem());
    const std::vector<std::string> imports = file.value().imports;
    out_.files.push_back(std::move(file).value());
    for (const std::string& import : imports) {
      const std::string target = join(cargo::parent(path), import);
      if (cargo::is_inside(target, out_.folder)) read_nix(target);
    }
  }

  void read_toolchain() {
    for (const std::string_view name : cargo::kToolchainFileNames) {
      const std::string path = join(out_.folder, name);
      const auto content = read(path, kMostTextBytes);
      if (!content) continue;
      out_.toolchain_files.push_back(path);
      if (out_.toolchain_files.size() > 1) continue;
      auto file = cargo::read_toolchain_file(*content, path);
      if (!file.ok()) {
        note(file.problem());
      } else {
        out_.toolchain_file = std::move(file).value();
      }
    }
  }

  void read_envrc() {
    const std::string path = join(out_.folder, kEnvrcName);
    const auto content = read(path, kMostTextBytes);
    if (!content) return;
    int number = 0;
    const std::string repaired = text::repair_utf8(*content);
    for (const std::string_view line : text::lines(repaired)) {
      ++number;
      const std::string_view words = text::trim(line.substr(0, line.find('#')));
      const bool is_use = words.starts_with("use flake") || words.starts_with("use_flake") ||
                          words.starts_with("use nix") || words.starts_with("use_nix") ||
                          words.starts_with("use devenv");
      if (is_use) out_.envrc.push_back({text::clip(words, 80), {path, number}});
    }
  }

  const Files& files_;
  Project out_;
  std::set<std::string> seen_;
};

}  // namespace

bool Project::has_flake() const {
  return std::any_of(files.begin(), files.end(),
                     [](const NixFile& file) { return file.file.ends_with("/flake.nix"); });
}

bool Project::is_empty() const {
  return !lock && files.empty() && toolchain_files.empty() && envrc.empty() && problems.empty();
}

Project read_project(const Files& files, const std::string& folder) {
  return ProjectReader(files).run(folder);
}

std::string project_file_names() {
  std::vector<std::string> names(kNixNames.begin(), kNixNames.end());
  names.insert(names.begin() + 1, std::string(kLockName));
  names.insert(names.end(), std::begin(cargo::kToolchainFileNames),
               std::end(cargo::kToolchainFileNames));
  names.emplace_back(kEnvrcName);
  return text::join(names, ", ");
}

}  // namespace doctor::nix
