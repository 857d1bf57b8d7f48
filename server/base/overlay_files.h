// A disk as it would be after some files were written, without writing them.
#pragma once

#include <map>
#include <string>

#include "base/files.h"

namespace doctor {

// Shows `content` (by absolute path) in place of what `below` has there; folders on the way to new
// files exist. Links are followed as `below` follows them. `below` must outlive it.
class OverlayFiles : public Files {
 public:
  OverlayFiles(const Files& below, std::map<std::string, std::string> content);

  Result<std::string> read(const std::string& path, std::size_t limit) const override;
  Result<std::unique_ptr<ByteSource>> open(const std::string& path,
                                           std::size_t limit) const override;
  Result<std::string> canonical(const std::string& path) const override;
  // Those of `below` only: nothing that is looked at through an overlay is listed.
  Result<std::vector<std::string>> list(const std::string& folder) const override;
  PathKind kind(const std::string& path) const override;
  std::vector<std::string> subfolders(const std::string& folder) const override;
  std::vector<std::string> subfiles(const std::string& folder) const override;

 private:
  // The path under which `content_` may have it.
  std::string place_of(const std::string& path) const;
  // The overlaid content, null where there is none, or the Problem of its size.
  Result<const std::string*> find(const std::string& path, std::size_t limit) const;

  const Files& below_;
  std::map<std::string, std::string> content_;
};

}  // namespace doctor
