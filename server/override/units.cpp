#include "override/units.h"

#include <algorithm>

namespace doctor::override {
namespace {

using cargo::PackageBackend;
using cargo::Resolution;

std::string with_dashes(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

void add_units(const Resolution& resolution, std::size_t i, std::vector<Unit>& units) {
  const cargo::Package& package = resolution.packages[i].package;
  const bool is_built = package.is_for_target || package.is_for_host;
  if (package.is_for_target) units.push_back({i, false});
  if (package.is_for_host || (is_built && package.has_build_script)) units.push_back({i, true});
}

}  // namespace

const cargo::Decision& decision_of(const Resolution& resolution, const Unit& unit) {
  const PackageBackend& package = resolution.packages[unit.package];
  return unit.is_host ? package.host : package.target;
}

bool is_llvm(const cargo::Decision& decision) {
  return decision.backend.value.value_or("llvm") == "llvm";
}

std::vector<Unit> built_units(const Resolution& resolution) {
  std::vector<Unit> units;
  for (std::size_t i = 0; i < resolution.packages.size(); ++i) add_units(resolution, i, units);
  return units;
}

std::vector<Unit> units_of(const Resolution& resolution, const std::string& crate,
                           const std::string& version) {
  const auto collect = [&](auto matches) {
    std::vector<Unit> units;
    for (std::size_t i = 0; i < resolution.packages.size(); ++i) {
      const cargo::PackageId& id = resolution.packages[i].package.id;
      const bool has_version =
          version.empty() || id.version == version || id.version.starts_with(version + ".");
      if (has_version && matches(id.name)) add_units(resolution, i, units);
    }
    return units;
  };
  std::vector<Unit> units = collect([&](const std::string& name) { return name == crate; });
  if (!units.empty()) return units;
  const std::string dashed = with_dashes(crate);
  return collect([&](const std::string& name) { return with_dashes(name) == dashed; });
}

std::vector<Unit> without_llvm(const Resolution& resolution, const std::vector<Unit>& units) {
  std::vector<Unit> out;
  for (const Unit& unit : units) {
    if (!is_llvm(decision_of(resolution, unit))) out.push_back(unit);
  }
  return out;
}

std::vector<Unit> found_again(const Resolution& from, const std::vector<Unit>& units,
                              const Resolution& in) {
  std::vector<Unit> out;
  for (const Unit& unit : units) {
    const cargo::PackageId& id = from.packages[unit.package].package.id;
    const auto is_same = [&](const PackageBackend& p) {
      return p.package.id.str() == id.str() && p.package.id.url == id.url;
    };
    const auto at = in.packages.begin() +
                    static_cast<std::ptrdiff_t>(std::min(unit.package, in.packages.size()));
    // Almost always it stands at the same place.
    const auto found = at != in.packages.end() && is_same(*at)
                           ? at
                           : std::find_if(in.packages.begin(), in.packages.end(), is_same);
    if (found == in.packages.end()) continue;
    out.push_back({static_cast<std::size_t>(found - in.packages.begin()), unit.is_host});
  }
  return out;
}

}  // namespace doctor::override
