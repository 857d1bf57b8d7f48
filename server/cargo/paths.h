// Paths as texts. Nothing here looks at the disk.
#pragma once

#include <string>
#include <string_view>

namespace doctor::cargo {

// `path` seen from `folder`, without "." and ".."; no slash at the end.
std::string join(std::string_view folder, std::string_view path);

// The folder that holds it; "/" is its own parent.
std::string parent(std::string_view path);

// True where the path is the folder or lies below it, by components.
bool is_inside(std::string_view path, std::string_view folder);

// The path as seen from `folder` where it lies inside, otherwise the path itself.
std::string shown_from(const std::string& path, const std::string& folder);

// "%20" and the like resolved, as in file URLs.
std::string percent_decoded(std::string_view text);

}  // namespace doctor::cargo
