#include "classify/crate_versions.h"

#include <algorithm>

#include "base/text.h"

namespace doctor::classify {
namespace {

constexpr std::size_t kMostCrates = 20000;
constexpr std::string_view kVerbs[] = {"Compiling ", "Checking "};

}  // namespace

bool CrateVersions::note(std::string_view line) {
  line = text::trim(line);
  const auto verb = std::find_if(std::begin(kVerbs), std::end(kVerbs),
                                 [&](std::string_view v) { return line.starts_with(v); });
  if (verb == std::end(kVerbs)) return false;
  line.remove_prefix(verb->size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !line.substr(space).starts_with(" v")) return false;
  const std::string_view version = line.substr(space + 2, line.find(' ', space + 2) - (space + 2));
  if (version.find('.') == std::string_view::npos || !text::is_digit(version.front())) return false;
  const std::string_view name = line.substr(0, space);
  const auto known = versions_.find(name);
  if (known != versions_.end()) {
    known->second = version;
  } else if (versions_.size() < kMostCrates) {
    versions_.emplace(name, version);
  }
  return true;
}

std::string CrateVersions::find(const std::string& crate) const {
  const auto found = versions_.find(crate);
  return found == versions_.end() ? std::string() : found->second;
}

}  // namespace doctor::classify
