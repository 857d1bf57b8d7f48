// How long it takes to explain a large workspace and to override one crate in it, on the real disk.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <vector>

#include "override/project.h"
#include "tools/backend_report.h"

namespace {

namespace fs = std::filesystem;
using namespace doctor;  // NOLINT: a program of one file

constexpr int kPackages = 400;
constexpr int kConfigFiles = 12;
constexpr int kRounds = 30;

void write(const fs::path& path, const std::string& content) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << content;
}

// Members that depend on their two predecessors; one configuration file in each folder on the way
// down, one key each.
std::string make_workspace(const fs::path& root) {
  fs::path folder = root;
  for (int i = 0; i < kConfigFiles; ++i) {
    if (i > 0) folder /= "d" + std::to_string(i);
    write(folder / ".cargo/config.toml",
          "[unstable]\ncodegen-backend = true\n[profile.dev]\ncodegen-backend = \"cranelift\"\n"
          "[profile.dev.package.m" +
              std::to_string(i) + "]\ncodegen-backend = \"cranelift\"\n");
  }
  write(folder / "Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"m*\"]\n");
  for (int i = 0; i < kPackages; ++i) {
    const std::string name = "m" + std::to_string(i);
    std::string manifest = "[package]\nname = \"" + name +
                           "\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\n";
    for (int other = std::max(0, i - 2); other < i; ++other) {
      const std::string dependency = "m" + std::to_string(other);
      manifest += dependency + " = { path = \"../" + dependency + "\" }\n";
    }
    write(folder / name / "Cargo.toml", manifest);
    write(folder / name / "src/lib.rs", "");
  }
  return folder.string();
}

void measure(const char* what, const char* target, const std::function<void()>& work) {
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> spent =
        std::chrono::steady_clock::now() - start;
    times.push_back(spent.count());
  }
  std::sort(times.begin(), times.end());
  std::printf("| %s | %.1f ms (p50 %.1f ms) | %s |\n", what, times.front(), times[times.size() / 2],
              target);
}

}  // namespace

int main() {
  std::string root = (fs::temp_directory_path() / "doctor-bench-XXXXXX").string();
  if (mkdtemp(root.data()) == nullptr) return 1;
  const std::string folder = make_workspace(root);
  const RealFiles files;
  const cargo::Environment environment = {{"HOME", root + "/nohome"}};
  const cargo::Request request{folder, "cargo test", environment, "nightly"};
  std::size_t bytes = 0;
  measure("explain a workspace (400 packages, 12 config files)", "50 ms", [&] {
    const tools::BackendView view{request.command, folder, "", false};
    bytes += tools::backend_text(cargo::resolve(files, request), view).size();
  });
  measure("override a crate of it, proved", "", [&] {
    override::Request wanted;
    wanted.crate = "m7";
    wanted.command = request.command;
    wanted.toolchain = request.toolchain;
    bytes += override::plan_in_project(files, wanted, {folder, environment}).why.size();
  });
  fs::remove_all(root);
  return bytes > 0 ? 0 : 1;
}
