#include "base/rooted_files.h"

namespace doctor {

RootedFiles::RootedFiles(const Files& files, const std::vector<std::string>& folders)
    : files_(files) {
  for (const std::string& folder : folders) {
    const Result<std::string> place = files_.canonical(folder);
    if (place.ok()) folders_.push_back(place.value());
  }
}

Result<std::string> RootedFiles::canonical(const std::string& path) const {
  Result<std::string> place = files_.canonical(path);
  if (place.ok()) {
    for (const std::string& folder : folders_) {
      const std::string below = folder == "/" ? folder : folder + "/";
      if (place.value() == folder || place.value().starts_with(below)) return place;
    }
  }
  // The same words for what is missing and for what is out of reach.
  return Problem{"is not in a folder that this server may read", {path}};
}

// What was checked is what is used: the canonical path.
Result<std::string> RootedFiles::read(const std::string& path, std::size_t limit) const {
  const Result<std::string> place = canonical(path);
  return place.ok() ? files_.read(place.value(), limit) : place;
}

Result<std::unique_ptr<ByteSource>> RootedFiles::open(const std::string& path,
                                                      std::size_t limit) const {
  const Result<std::string> place = canonical(path);
  if (!place.ok()) return place.problem();
  return files_.open(place.value(), limit);
}

Result<std::vector<std::string>> RootedFiles::list(const std::string& folder) const {
  const Result<std::string> place = canonical(folder);
  if (!place.ok()) return place.problem();
  return files_.list(place.value());
}

PathKind RootedFiles::kind(const std::string& path) const {
  const Result<std::string> place = canonical(path);
  return place.ok() ? files_.kind(place.value()) : PathKind::kMissing;
}

std::vector<std::string> RootedFiles::subfolders(const std::string& folder) const {
  const Result<std::string> place = canonical(folder);
  return place.ok() ? files_.subfolders(place.value()) : std::vector<std::string>();
}

std::vector<std::string> RootedFiles::subfiles(const std::string& folder) const {
  const Result<std::string> place = canonical(folder);
  return place.ok() ? files_.subfiles(place.value()) : std::vector<std::string>();
}

}  // namespace doctor
