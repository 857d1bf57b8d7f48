// Every transcript of tests/sessions, run on the real executable and on the fixture server.
// suites: FixtureSession ProductSession
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/paths.h"
#include "tests/support/transcript.h"

namespace doctor::test {
namespace {

class SessionTest : public testing::Test {
 public:
  SessionTest(std::string file, std::string program)
      : file_(std::move(file)), program_(std::move(program)) {}

  void TestBody() override {
    if (program_.empty()) GTEST_SKIP() << "the executable is not part of this build";
    const std::string complaint = run_transcript(read_transcript(file_), program_);
    if (!complaint.empty()) ADD_FAILURE() << complaint;
  }

 private:
  const std::string file_;
  const std::string program_;
};

bool register_sessions() {
  const std::filesystem::path folder = source_dir() + "/tests/sessions";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& path : files) {
    const std::string server = read_transcript(path.string()).server;
    const auto add = [&](const char* suite, const std::string& program) {
      testing::RegisterTest(suite, path.stem().c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [file = path.string(), program]() -> SessionTest* {
                              return new SessionTest(file, program);
                            });
    };
    if (server != "product") add("FixtureSession", fixture());
    if (server != "fixture") add("ProductSession", executable());
  }
  return true;
}

const bool kRegistered = register_sessions();  // NOLINT: tests are registered before main()

}  // namespace
}  // namespace doctor::test
