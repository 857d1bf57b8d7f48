#include "tests/support/scratch.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace doctor::test {

namespace fs = std::filesystem;

Scratch::Scratch() {
  std::string name = (fs::temp_directory_path() / "doctor-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder " + name);
  path_ = fs::canonical(name).string();
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void Scratch::write(const std::string& file, std::string_view content) const {
  const fs::path target = fs::path(path_) / file;
  fs::create_directories(target.parent_path());
  std::ofstream out(target, std::ios::binary | std::ios::trunc);
  out << content;
  ASSERT_TRUE(out.flush().good()) << target;
}

std::string Scratch::read(const std::string& file) const {
  const std::ifstream in(fs::path(path_) / file, std::ios::binary);
  EXPECT_TRUE(in.good()) << file;
  std::ostringstream content;
  if (in.good()) content << in.rdbuf();
  return content.str();
}

void Scratch::remove(const std::string& file) const {
  fs::remove_all(fs::path(path_) / file);
}

Ran Scratch::run(const std::string& command) const {
  std::FILE* pipe =
      popen(("cd '" + path_ + "' && { " + command + "\n} 2>&1 </dev/null").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no shell");
  Ran ran;
  std::array<char, 4096> bytes{};
  while (const std::size_t count = fread(bytes.data(), 1, bytes.size(), pipe)) {
    ran.output.append(bytes.data(), count);
  }
  const int status = pclose(pipe);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ran;
}

}  // namespace doctor::test
