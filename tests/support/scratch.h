// A folder for files that other programs shall read.
#pragma once

#include <string>
#include <string_view>

namespace doctor::test {

// What a command did.
struct Ran {
  int status = -1;     // of exit, or of the shell: 127 where there is no such program
  std::string output;  // both streams
};

// Made empty below the system's folder for temporary files, removed with all it holds.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::string& path() const { return path_; }

  // Paths are relative to the folder. Writing makes the folders on the way; reading a file that is
  // not there fails the test.
  void write(const std::string& file, std::string_view content) const;
  std::string read(const std::string& file) const;
  void remove(const std::string& file) const;

  // Runs a shell command in the folder.
  Ran run(const std::string& command) const;

 private:
  std::string path_;
};

}  // namespace doctor::test
