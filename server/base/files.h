// Reading files: an interface, so that tests use a disk in memory. Nothing in the product writes
// through it.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/result.h"

namespace doctor {

// What lies at a path once symbolic links are followed. A link that leads nowhere or in a circle,
// and a path below a folder that may not be searched, are kMissing.
enum class PathKind { kMissing, kFile, kFolder, kOther };

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

  // What lies below a folder and is no folder, recursively, sorted, as paths that start with
  // `folder`: reading refuses what is no file. Links to folders are not followed, folders below
  // that may not be read are left out.
  virtual Result<std::vector<std::string>> list(const std::string& folder) const = 0;

  virtual PathKind kind(const std::string& path) const = 0;

  // Names of the folders directly below `folder`, sorted; links to folders count. Empty where it
  // cannot be read.
  virtual std::vector<std::string> subfolders(const std::string& folder) const = 0;

  // Names of what lies directly below `folder` and is no folder, likewise.
  virtual std::vector<std::string> subfiles(const std::string& folder) const = 0;
};

// The disk.
class RealFiles : public Files {
 public:
  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::unique_ptr<ByteSource>> open(const std::string& path,
                                           std::size_t limit) const override;
  Result<std::string> canonical(const std::string& path) const override;
  Result<std::vector<std::string>> list(const std::string& folder) const override;
  PathKind kind(const std::string& path) const override;
  std::vector<std::string> subfolders(const std::string& folder) const override;
  std::vector<std::string> subfiles(const std::string& folder) const override;
};

// Files held in memory, by absolute path. `links` are symbolic links: path and absolute target.
class MemoryFiles : public Files {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> content,
                       std::map<std::string, std::string> links = {})
      : content_(std::move(content)), links_(std::move(links)) {}
  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::unique_ptr<ByteSource>> open(const std::string& path,
                                           std::size_t limit) const override;
  Result<std::string> canonical(const std::string& path) const override;
  Result<std::vector<std::string>> list(const std::string& folder) const override;
  PathKind kind(const std::string& path) const override;
  std::vector<std::string> subfolders(const std::string& folder) const override;
  std::vector<std::string> subfiles(const std::string& folder) const override;

 private:
  // Names directly below a folder that are folders, or that are none.
  std::vector<std::string> names_below(const std::string& folder, bool are_folders) const;
  // The path without dots and links; nothing where links lead in a circle.
  std::optional<std::string> resolved(const std::string& path) const;
  bool is_folder(const std::string& path) const;

  std::map<std::string, std::string> content_;
  std::map<std::string, std::string> links_;
};

}  // namespace doctor
