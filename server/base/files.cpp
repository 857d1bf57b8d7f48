#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace doctor {
namespace {

Problem system_problem(const std::string& path, int error) {
  return Problem{std::string("cannot be read: ") + std::strerror(error), {path}};
}

std::string kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

// Opens a regular file of at most `limit` bytes. O_NONBLOCK keeps a FIFO that appears in between
// from blocking.
Result<int> open_regular(const std::string& path, std::size_t limit) {
  if (path.find('\0') != std::string::npos) return Problem{"the path contains a NUL byte", {}};
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return system_problem(path, errno);
  struct stat status {};
  std::string refusal;
  if (::fstat(descriptor, &status) != 0) {
    refusal = std::string("cannot be read: ") + std::strerror(errno);
  } else if (!S_ISREG(status.st_mode)) {
    refusal = "is " + kind_of(status.st_mode) + "; a regular file is needed";
  } else if (static_cast<std::size_t>(status.st_size) > limit) {
    refusal = "has " + std::to_string(status.st_size) + " bytes; at most " + std::to_string(limit) +
              " are read";
  }
  if (refusal.empty()) return descriptor;
  ::close(descriptor);
  return Problem{refusal, {path}};
}

// Names directly below a folder that are folders, or that are none; sorted.
std::vector<std::string> names_below(const std::string& folder, bool are_folders) {
  std::vector<std::string> names;
  std::error_code error;
  std::filesystem::directory_iterator it(folder, error);
  for (; !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
    std::error_code ignored;
    if (it->is_directory(ignored) == are_folders) names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

Result<std::unique_ptr<ByteSource>> RealFiles::open(const std::string& path,
                                                    std::size_t limit) const {
  const Result<int> descriptor = open_regular(path, limit);
  if (!descriptor.ok()) return descriptor.problem();
  return std::unique_ptr<ByteSource>(std::make_unique<DescriptorSource>(descriptor.value(), path));
}

Result<std::string> RealFiles::read(const std::string& path, std::size_t limit) const {
  const auto source = open(path, limit);
  if (!source.ok()) return source.problem();
  std::string content;
  char buffer[1 << 16];
  while (true) {
    const Result<std::size_t> count = source.value()->read(buffer, sizeof buffer);
    if (!count.ok()) return count.problem();
    if (count.value() == 0) return content;
    content.append(buffer, count.value());
    if (content.size() > limit) {
      return Problem{"grew over " + std::to_string(limit) + " bytes while it was read", {path}};
    }
  }
}

Result<std::string> RealFiles::canonical(const std::string& path) const {
  if (path.find('\0') != std::string::npos) return Problem{"the path contains a NUL byte", {}};
  std::error_code error;
  const std::filesystem::path resolved = std::filesystem::canonical(path, error);
  if (error) return system_problem(path, error.value());
  return resolved.string();
}

Result<std::vector<std::string>> RealFiles::list(const std::string& folder) const {
  std::vector<std::string> paths;
  std::error_code error;
  std::filesystem::directory_iterator readable(folder, error);
  if (error) return system_problem(folder, error.value());
  constexpr auto kOptions = std::filesystem::directory_options::skip_permission_denied;
  std::filesystem::recursive_directory_iterator it(folder, kOptions, error);
  for (; !error && it != std::filesystem::recursive_directory_iterator(); it.increment(error)) {
    std::error_code ignored;
    if (!it->is_directory(ignored)) paths.push_back(it->path().string());
  }
  if (error) return system_problem(folder, error.value());
  std::sort(paths.begin(), paths.end());
  return paths;
}

PathKind RealFiles::kind(const std::string& path) const {
  struct stat status {};
  if (path.find('\0') != std::string::npos || ::stat(path.c_str(), &status) != 0)
    return PathKind::kMissing;
  if (S_ISREG(status.st_mode)) return PathKind::kFile;
  return S_ISDIR(status.st_mode) ? PathKind::kFolder : PathKind::kOther;
}

std::vector<std::string> RealFiles::subfolders(const std::string& folder) const {
  return names_below(folder, true);
}

std::vector<std::string> RealFiles::subfiles(const std::string& folder) const {
  return names_below(folder, false);
}

std::optional<std::string> MemoryFiles::resolved(const std::string& path) const {
  constexpr int kMostLinks = 40;
  std::string rest = std::filesystem::path(path).lexically_normal().string();
  if (rest.size() > 1 && rest.back() == '/') rest.pop_back();
  for (int followed = 0; followed <= kMostLinks; ++followed) {
    bool is_changed = false;
    for (const auto& [link, target] : links_) {
      if (rest != link && !rest.starts_with(link + "/")) continue;
      rest = target + rest.substr(link.size());
      is_changed = true;
      break;
    }
    if (!is_changed) return rest;
  }
  return std::nullopt;
}

bool MemoryFiles::is_folder(const std::string& path) const {
  const std::string start = path == "/" ? path : path + "/";
  const auto found = content_.lower_bound(start);
  return found != content_.end() && found->first.starts_with(start);
}

PathKind MemoryFiles::kind(const std::string& path) const {
  const auto place = resolved(path);
  if (!place) return PathKind::kMissing;
  if (content_.contains(*place)) return PathKind::kFile;
  return is_folder(*place) ? PathKind::kFolder : PathKind::kMissing;
}

std::vector<std::string> MemoryFiles::subfolders(const std::string& folder) const {
  return names_below(folder, true);
}

std::vector<std::string> MemoryFiles::subfiles(const std::string& folder) const {
  return names_below(folder, false);
}

std::vector<std::string> MemoryFiles::names_below(const std::string& folder,
                                                  bool are_folders) const {
  std::vector<std::string> names;
  const std::string start = resolved(folder).value_or(folder) + "/";
  const auto keep = [&](const std::string& path, bool is_link) {
    if (!path.starts_with(start)) return;
    const std::size_t end = path.find('/', start.size());
    const bool is_below = end != std::string::npos || (is_link && kind(path) == PathKind::kFolder);
    if (is_below == are_folders) names.push_back(path.substr(start.size(), end - start.size()));
  };
  for (const auto& [path, text] : content_) keep(path, false);
  for (const auto& [path, target] : links_) keep(path, true);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Result<std::string> MemoryFiles::read(const std::string& path, std::size_t limit) const {
  const auto found = content_.find(resolved(path).value_or(path));
  if (found == content_.end()) return system_problem(path, is_folder(path) ? EISDIR : ENOENT);
  if (found->second.size() > limit) {
    return Problem{"has " + std::to_string(found->second.size()) + " bytes; at most " +
                       std::to_string(limit) + " are read",
                   {path}};
  }
  return found->second;
}

Result<std::unique_ptr<ByteSource>> MemoryFiles::open(const std::string& path,
                                                      std::size_t limit) const {
  const Result<std::string> content = read(path, limit);
  if (!content.ok()) return content.problem();
  return std::unique_ptr<ByteSource>(
      std::make_unique<TextSource>(content_.at(resolved(path).value_or(path))));
}

Result<std::string> MemoryFiles::canonical(const std::string& path) const {
  const auto place = resolved(path);
  if (!place) return system_problem(path, ELOOP);
  if (!content_.contains(*place) && !is_folder(*place)) return system_problem(path, ENOENT);
  return *place;
}

Result<std::vector<std::string>> MemoryFiles::list(const std::string& folder) const {
  std::vector<std::string> paths;
  for (const auto& [path, text] : content_) {
    if (path.starts_with(folder + "/")) paths.push_back(path);
  }
  if (paths.empty()) return system_problem(folder, ENOENT);
  return paths;
}

}  // namespace doctor
