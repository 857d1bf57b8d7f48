// Reading files: an interface, so that tests use a disk in memory. Nothing in the product writes
// through it.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/result.h"

namespace doctor {

class Files {
 public:
  virtual ~Files() = default;

  // The whole content of a regular file of at most `limit` bytes. FIFOs, devices and folders are
  // refused without being opened for reading.
  virtual Result<std::string> read(const std::string& path, std::size_t limit) const = 0;

  // The file as a stream, for content of any size up to `limit` bytes; refuses what read() refuses.
  virtual Result<std::unique_ptr<ByteSource>> open(const std::string& path,
                                                   std::size_t limit) const = 0;

  // The path with symbolic links and dots resolved; a Problem where it does not exist.
  virtual Result<std::string> canonical(const std::string& path) const = 0;

  // Regular files below a folder, recursively, sorted, as paths that start with `folder`.
  virtual Result<std::vector<std::string>> list(const std::string& folder) const = 0;
};

// The disk.
class RealFiles : public Files {
 public:
  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::unique_ptr<ByteSource>> open(const std::string& path,
                                           std::size_t limit) const override;
  Result<std::string> canonical(const std::string& path) const override;
  Result<std::vector<std::string>> list(const std::string& folder) const override;
};

// Files held in memory, by absolute path.
class MemoryFiles : public Files {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> content) : content_(std::move(content)) {}
  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::unique_ptr<ByteSource>> open(const std::string& path,
                                           std::size_t limit) const override;
  Result<std::string> canonical(const std::string& path) const override;
  Result<std::vector<std::string>> list(const std::string& folder) const override;

 private:
  std::map<std::string, std::string> content_;
};

}  // namespace doctor
