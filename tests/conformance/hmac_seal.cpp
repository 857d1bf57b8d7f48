#include "tests/conformance/hmac_seal.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace doctor::conformance {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::string_view kDigits = "0123456789abcdef";

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());  // NOLINT: OpenSSL's type for bytes
}

std::string to_hex(std::string_view text) {
  std::string hex;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 15U];
  }
  return hex;
}

std::optional<std::string> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string text;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const std::size_t high = kDigits.find(hex[i]);
    const std::size_t low = kDigits.find(hex[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    text += static_cast<char>(high * 16 + low);
  }
  return text;
}

Problem problem_with(const std::string& file) {
  return {std::string("cannot be used as a key: ") + std::strerror(errno), {file}};
}

Result<std::string> read_key(const std::string& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return problem_with(file);
  std::array<char, 2 * kKeyBytes> buffer{};
  const auto count = ::read(fd, buffer.data(), buffer.size());
  ::close(fd);
  if (count < static_cast<ssize_t>(kKeyBytes)) {
    return Problem{"holds fewer than " + std::to_string(kKeyBytes) + " bytes", {file}};
  }
  return std::string(buffer.data(), static_cast<std::size_t>(count));
}

}  // namespace

HmacSeal::HmacSeal(std::string key, Clock clock) : key_(std::move(key)), clock_(std::move(clock)) {}

std::string HmacSeal::seal(std::string_view purpose, const Json& state) const {
  const std::string text =
      std::to_string(clock_().count()) + "." + to_hex(json::print(state)) + ".";
  return text + code(purpose, text);
}

std::optional<Json> HmacSeal::open(std::string_view purpose, std::string_view text) const {
  const std::size_t first = text.find('.');
  const std::size_t last = text.rfind('.');
  if (first == std::string_view::npos || first == last) return std::nullopt;
  const std::string wanted = code(purpose, text.substr(0, last + 1));
  const std::string_view given = text.substr(last + 1);
  if (given.size() != wanted.size() ||
      CRYPTO_memcmp(given.data(), wanted.data(), wanted.size()) != 0) {
    return std::nullopt;
  }
  std::int64_t made = 0;
  std::from_chars(text.data(), text.data() + first, made);
  if (clock_() - std::chrono::seconds(made) > kLifetime) return std::nullopt;
  const std::optional<std::string> state = from_hex(text.substr(first + 1, last - first - 1));
  if (!state) return std::nullopt;
  Result<Json> parsed = json::parse(*state);
  if (!parsed.ok()) return std::nullopt;
  return std::move(parsed).value();
}

// The purpose goes in front with its length, so that no two pairs give the same bytes.
std::string HmacSeal::code(std::string_view purpose, std::string_view text) const {
  const std::string message =
      std::to_string(purpose.size()) + ":" + std::string(purpose) + std::string(text);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()), bytes(message), message.size(),
       mac.data(), &size);
  return to_hex({reinterpret_cast<const char*>(mac.data()), size});  // NOLINT: see bytes()
}

Result<std::string> random_key() {
  std::array<unsigned char, kKeyBytes> key{};
  if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) {
    return Problem{"there are no random bytes", {}};
  }
  return std::string(reinterpret_cast<const char*>(key.data()), key.size());  // NOLINT
}

Result<std::string> key_from(const std::string& file) {
  const Result<std::string> made = random_key();
  if (!made.ok()) return made;
  // Two replicas that start at the same time must end with one key: it is written to a file of its
  // own first, and link() succeeds for one of them.
  std::string mine = file + ".XXXXXX";
  const int fd = ::mkstemp(mine.data());  // mode 0600
  if (fd < 0) return problem_with(file);
  const bool written = ::write(fd, made.value().data(), kKeyBytes) == ssize_t{kKeyBytes};
  ::close(fd);
  const bool linked = written && ::link(mine.c_str(), file.c_str()) == 0;
  const int why = errno;
  ::unlink(mine.c_str());
  if (!linked && (!written || why != EEXIST)) {
    errno = why;
    return problem_with(file);
  }
  return read_key(file);
}

}  // namespace doctor::conformance
