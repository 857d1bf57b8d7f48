#include "http/token.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <system_error>

#include "base/text.h"

namespace doctor::http {
namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kLeastToken = 16;
constexpr std::size_t kMostToken = 512;

Problem trouble(const std::string& path, const std::string& what) {
  return {what + ": " + std::generic_category().message(errno), {path}};
}

// The file appears with its whole content or not at all, so no other server reads half of it.
Result<bool> make(const std::string& path) {
  std::error_code ignored;  // a folder that cannot be made shows when the file cannot
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  const std::string draft = path + "." + random_hex(8);
  const int file = open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return trouble(path, "the token cannot be written");
  const std::string line = random_hex(kTokenBytes) + "\n";
  const bool written = write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  const bool closed = close(file) == 0;
  const bool placed =
      written && closed && (link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST);
  const int reason = errno;
  unlink(draft.c_str());
  errno = reason;
  if (!placed) return trouble(path, "the token cannot be written");
  return true;
}

}  // namespace

std::string random_hex(std::size_t bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string raw(bytes, '\0');
  if (getentropy(raw.data(), raw.size()) != 0) {
    throw std::system_error(errno, std::generic_category(), "getentropy");
  }
  std::string text;
  for (const char byte : raw) {
    text += kDigits[static_cast<unsigned char>(byte) >> 4U];
    text += kDigits[static_cast<unsigned char>(byte) & 0xFU];
  }
  return text;
}

bool same_secret(std::string_view given, std::string_view secret) {
  unsigned difference = given.size() == secret.size() ? 0 : 1;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const char other = secret.empty() ? '\0' : secret[i % secret.size()];
    difference |= static_cast<unsigned char>(given[i]) ^ static_cast<unsigned char>(other);
  }
  return difference == 0;
}

Result<std::string> token_from(const std::string& path) {
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0 && errno == ENOENT) {
    const Result<bool> made = make(path);
    if (!made.ok()) return made.problem();
    file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  }
  if (file < 0) return trouble(path, "the token cannot be read");
  struct stat status {};
  std::array<char, kMostToken + 2> buffer{};
  const bool known = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  const ssize_t count = known ? read(file, buffer.data(), buffer.size()) : -1;
  close(file);
  if (count < 0) return Problem{"the token must lie in a regular file", {path}};
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Problem{"others may read the token: chmod 600 it", {path}};
  }
  const std::string token(
      text::trim(text::lines({buffer.data(), static_cast<std::size_t>(count)}).front()));
  const bool visible =
      std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!visible || token.size() < kLeastToken || token.size() > kMostToken) {
    return Problem{"a token is one line of " + std::to_string(kLeastToken) + " to " +
                       std::to_string(kMostToken) + " visible ASCII characters",
                   {path}};
  }
  return token;
}

}  // namespace doctor::http
