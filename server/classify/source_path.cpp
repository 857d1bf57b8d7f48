#include "classify/source_path.h"

#include <vector>

#include "base/text.h"
#include "base/version.h"

namespace doctor::classify {
namespace {

// "name-1.2.3" -> name, 1.2.3; the version starts behind the first dash that is followed by digits
// and a dot ("md-5-0.10.6").
CrateOfPath split_version(std::string_view folder) {
  for (std::size_t i = 0; i + 1 < folder.size(); ++i) {
    if (folder[i] != '-' || !text::is_digit(folder[i + 1])) continue;
    const std::string_view version = folder.substr(i + 1);
    const std::string_view core = version.substr(0, version.find_first_of("-+"));
    if (core.find('.') == std::string_view::npos || !Version::parse(core)) continue;
    return {std::string(folder.substr(0, i)), std::string(version)};
  }
  return {std::string(folder), ""};
}

bool is_vendor_folder(std::string_view folder) {
  return folder == "vendor" || folder.ends_with("-vendor") || folder.ends_with("-vendor-dir") ||
         folder.starts_with("source-registry-") || folder.ends_with("-source-registry-0");
}

}  // namespace

std::optional<CrateOfPath> crate_of_path(std::string_view path) {
  std::string slashes(path);
  for (char& c : slashes) {
    if (c == '\\') c = '/';
  }
  const std::vector<std::string_view> parts = text::split(slashes, '/');
  for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
    if (parts[i] == "src" && i > 0 && parts[i - 1] == "registry" && i + 3 < parts.size())
      return split_version(parts[i + 2]);
    if (parts[i] == "checkouts" && i > 0 && parts[i - 1] == "git") {
      return CrateOfPath{std::string(parts[i + 1].substr(0, parts[i + 1].rfind('-'))), ""};
    }
  }
  for (std::size_t i = parts.size(); i-- > 0;) {
    if (i + 2 >= parts.size() || !is_vendor_folder(parts[i])) continue;
    // Nix nests vendor folders: name-vendor/source-registry-0/name-1.2.3.
    return split_version(parts[i + 1]);
  }
  return std::nullopt;
}

std::string_view span_path(std::string_view line) {
  const std::string_view trimmed = text::trim(line);
  if (!trimmed.starts_with("--> ")) return {};
  std::string_view path = trimmed.substr(4);
  for (int i = 0; i < 2; ++i) {  // ":line:column"
    const std::size_t colon = path.rfind(':');
    if (colon == std::string_view::npos || colon + 1 >= path.size() ||
        !text::is_digit(path[colon + 1]))
      break;
    path = path.substr(0, colon);
  }
  return path;
}

}  // namespace doctor::classify
