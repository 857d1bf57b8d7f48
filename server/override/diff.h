// Unified diffs that `git apply` and `patch -p1` take.
#pragma once

#include <string>

namespace doctor::override {

// The diff that creates `path` (relative to the project) with `content`.
std::string creation_patch(const std::string& path, const std::string& content);

}  // namespace doctor::override
