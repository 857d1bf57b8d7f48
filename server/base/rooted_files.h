// The part of the disk that a server for others may read: some folders, and nothing else.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"

namespace doctor {

// Whatever lies outside of its folders, once links are followed, does not exist.
class RootedFiles : public Files {
 public:
  // `files` must outlive it. Folders that do not exist hold nothing; no folder at all is allowed.
  RootedFiles(const Files& files, const std::vector<std::string>& folders);

  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::unique_ptr<ByteSource>> open(const std::string& path,
                                           std::size_t limit) const override;
  Result<std::string> canonical(const std::string& path) const override;
  Result<std::vector<std::string>> list(const std::string& folder) const override;
  PathKind kind(const std::string& path) const override;
  std::vector<std::string> subfolders(const std::string& folder) const override;
  std::vector<std::string> subfiles(const std::string& folder) const override;

 private:
  const Files& files_;
  std::vector<std::string> folders_;  // canonical
};

}  // namespace doctor
