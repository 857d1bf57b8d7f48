// Other programs, run by tests that compare with them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace doctor::test {

struct Outcome {
  int status = -1;  // exit status; -1 where it could not be started
  std::string output;
};

// Runs `words` in `folder` with empty standard input; both outputs come back as one text.
// `variables` ("NAME=value") are added to the environment.
Outcome run_command(const std::vector<std::string>& words, const std::string& folder,
                    const std::vector<std::string>& variables = {});

// A folder of its own in the system's temporary one, removed with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

  // Writes a file below it, with the folders it needs, and returns the whole path.
  std::string write(const std::string& name, std::string_view content) const;

 private:
  std::string path_;
};

}  // namespace doctor::test
