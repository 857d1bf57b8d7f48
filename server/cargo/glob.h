// Patterns of `members = ["crates/*"]`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"

namespace doctor::cargo {

// True where the pattern (*, ?, [abc], [!a-z]) fits the whole name.
bool glob_matches(std::string_view pattern, std::string_view name);

// The folders that fit, sorted; `**` stands for any number of folders. A pattern without special
// characters is itself, whether it is there or not.
std::vector<std::string> expand_folders(const Files& files, const std::string& folder,
                                        const std::string& pattern);

}  // namespace doctor::cargo
