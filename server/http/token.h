// Secrets of the HTTP server: the bearer token in its file, and random names.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace doctor::http {

// `bytes` bytes from the system's generator as hexadecimal digits.
std::string random_hex(std::size_t bytes);

// Compares in a time that does not tell how much of `given` was right.
bool same_secret(std::string_view given, std::string_view secret);

// The token that `path` holds. A missing file is made, with its folder, a new token and mode 0600;
// servers that start at the same time agree on one. A file that others may read is refused.
Result<std::string> token_from(const std::string& path);

}  // namespace doctor::http
