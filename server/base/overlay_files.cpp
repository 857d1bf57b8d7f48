#include "base/overlay_files.h"

#include <filesystem>

namespace doctor {

OverlayFiles::OverlayFiles(const Files& below, std::map<std::string, std::string> content)
    : below_(below) {
  for (auto& file : content) content_.emplace(place_of(file.first), std::move(file.second));
}

std::string OverlayFiles::place_of(const std::string& path) const {
  const Result<std::string> there = below_.canonical(path);
  if (there.ok()) return there.value();
  return std::filesystem::path(path).lexically_normal().string();
}

Result<const std::string*> OverlayFiles::find(const std::string& path, std::size_t limit) const {
  const auto found = content_.find(place_of(path));
  if (found == content_.end()) return static_cast<const std::string*>(nullptr);
  const std::size_t size = found->second.size();
  if (size <= limit) return &found->second;
  return Problem{
      "has " + std::to_string(size) + " bytes; at most " + std::to_string(limit) + " are read",
      {path}};
}

Result<std::string> OverlayFiles::read(const std::string& path, std::size_t limit) const {
  const auto found = find(path, limit);
  if (!found.ok()) return found.problem();
  return found.value() != nullptr ? *found.value() : below_.read(path, limit);
}

Result<std::unique_ptr<ByteSource>> OverlayFiles::open(const std::string& path,
                                                       std::size_t limit) const {
  const auto found = find(path, limit);
  if (!found.ok()) return found.problem();
  if (found.value() == nullptr) return below_.open(path, limit);
  return std::unique_ptr<ByteSource>(std::make_unique<TextSource>(*found.value()));
}

Result<std::string> OverlayFiles::canonical(const std::string& path) const {
  Result<std::string> there = below_.canonical(path);
  if (!there.ok() && kind(path) != PathKind::kMissing) return place_of(path);
  return there;
}

Result<std::vector<std::string>> OverlayFiles::list(const std::string& folder) const {
  return below_.list(folder);
}

PathKind OverlayFiles::kind(const std::string& path) const {
  const std::string place = place_of(path);
  if (content_.contains(place)) return PathKind::kFile;
  const auto next = content_.lower_bound(place + "/");
  const bool is_parent = next != content_.end() && next->first.starts_with(place + "/");
  return is_parent ? PathKind::kFolder : below_.kind(path);
}

std::vector<std::string> OverlayFiles::subfolders(const std::string& folder) const {
  return below_.subfolders(folder);
}

std::vector<std::string> OverlayFiles::subfiles(const std::string& folder) const {
  return below_.subfiles(folder);
}

}  // namespace doctor
