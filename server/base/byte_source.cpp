#include "base/byte_source.h"

#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace doctor {

Result<std::size_t> TextSource::read(char* buffer, std::size_t size) {
  const std::size_t count = rest_.copy(buffer, size);
  rest_.remove_prefix(count);
  return count;
}

DescriptorSource::~DescriptorSource() {
  ::close(descriptor_);
}

Result<std::size_t> DescriptorSource::read(char* buffer, std::size_t size) {
  while (true) {
    const ssize_t count = ::read(descriptor_, buffer, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR)
      return Problem{std::string("cannot be read: ") + std::strerror(errno), {name_}};
  }
}

}  // namespace doctor
