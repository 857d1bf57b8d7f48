#include "base/replace_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace doctor {
namespace {

// A descriptor that is closed at the end of its life.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

// The file beside the other one, removed unless it took its place.
class Draft {
 public:
  explicit Draft(const std::string& folder)
      : path_(folder + "/.rust-nix-doctor-XXXXXX"), file_(::mkostemp(path_.data(), O_CLOEXEC)) {}
  ~Draft() {
    if (file_.is_open()) ::unlink(path_.c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  const std::string& path() const { return path_; }
  const Descriptor& file() const { return file_; }

 private:
  std::string path_;
  Descriptor file_;
};

Problem system_problem(const std::string& path, const std::string& what) {
  return {what + ": " + std::strerror(errno), {path}};
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(file, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// Whether the file holds exactly `content`.
bool holds(int file, std::string_view content) {
  char buffer[1 << 16];
  while (true) {
    const ssize_t count = ::read(file, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count == 0 && content.empty();
    const std::string_view part(buffer, static_cast<std::size_t>(count));
    if (!content.starts_with(part)) return false;
    content.remove_prefix(part.size());
  }
}

// Why the file that is there may not be replaced; its status goes to `status`.
std::optional<Problem> check_old(const std::string& path, const std::string& before,
                                 struct stat& status) {
  const Descriptor old(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!old.is_open()) return system_problem(path, "is not replaced");
  if (::fstat(old.get(), &status) != 0) return system_problem(path, "is not replaced");
  if (!S_ISREG(status.st_mode)) return Problem{"is not replaced: it is no regular file", {path}};
  if (status.st_nlink > 1) {
    return Problem{"is not replaced: it has " + std::to_string(status.st_nlink) +
                       " names (hard links), and the others would keep the old content",
                   {path}};
  }
  if (::access(path.c_str(), W_OK) != 0) return system_problem(path, "is not replaced");
  if (!holds(old.get(), before))
    return Problem{"is not replaced: it was changed after it had been read", {path}};
  return std::nullopt;
}

// Mode and owner of the file that is replaced; those of a new file follow the umask.
bool take_over(int file, const std::optional<struct stat>& old) {
  if (!old) {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return ::fchmod(file, 0666U & ~mask) == 0;
  }
  struct stat now {};
  if (::fstat(file, &now) != 0) return false;
  const bool is_same_owner = now.st_uid == old->st_uid && now.st_gid == old->st_gid;
  if (!is_same_owner && ::fchown(file, old->st_uid, old->st_gid) != 0) return false;
  return ::fchmod(file, old->st_mode & 07777U) == 0;
}

}  // namespace

std::optional<Problem> replace_file(const std::string& path,
                                    const std::optional<std::string>& before,
                                    std::string_view after) {
  const std::string folder = folder_of(path);
  std::optional<struct stat> old;
  if (before) {
    old.emplace();
    if (auto problem = check_old(path, *before, *old)) return problem;
  } else if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) {
    return system_problem(folder, "cannot be made");
  }
  const Draft draft(folder);
  if (!draft.file().is_open()) return system_problem(folder, "cannot be written to");
  if (!write_all(draft.file().get(), after) || !take_over(draft.file().get(), old) ||
      ::fsync(draft.file().get()) != 0) {
    return system_problem(path, "is not written");
  }
  if (!before) {
    // Unlike rename, this fails where something has appeared meanwhile.
    if (::link(draft.path().c_str(), path.c_str()) != 0) {
      return system_problem(path, "is not written");
    }
  } else {
    // Once more, as late as possible.
    if (auto problem = check_old(path, *before, *old)) return problem;
    if (::rename(draft.path().c_str(), path.c_str()) != 0) {
      return system_problem(path, "is not replaced");
    }
  }
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.is_open()) ::fsync(directory.get());
  return std::nullopt;
}

}  // namespace doctor
