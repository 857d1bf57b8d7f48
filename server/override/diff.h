// Unified diffs that `git apply` and `patch -p1` take, byte for byte: CRLF and a missing last line
// break stay what they are.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace doctor::override {

// The diff that makes `after` of `before`, or creates the file where there is no `before`. `path`
// is relative to the folder in which the diff is applied. Empty where there is nothing to say:
// equal texts, or a new file without content.
std::string unified_diff(const std::string& path, std::optional<std::string_view> before,
                         std::string_view after);

// The diff that creates `path` with `content`.
std::string creation_patch(const std::string& path, const std::string& content);

}  // namespace doctor::override
