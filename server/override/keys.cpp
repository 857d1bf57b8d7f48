#include "override/keys.h"

#include <algorithm>

#include "base/text.h"

namespace doctor::override {
namespace {

using cargo::PackageLayer;
using cargo::Resolution;

void add(std::vector<Key>& keys, Key key) {
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
}

// The profile's own spellings of a specification in configuration; `spelling` where there is none.
std::vector<std::string> spellings(const Resolution& resolution, const std::string& profile,
                                   const std::string& spelling) {
  const auto found = resolution.profiles.merged.find(profile);
  const auto wanted = cargo::PackageSpec::parse(spelling, {});
  if (found == resolution.profiles.merged.end() || !found->second.packages || !wanted.ok())
    return {spelling};
  for (const PackageLayer& layer : *found->second.packages) {
    if (layer.spec.is_same(wanted.value()) && !layer.configured.empty()) return layer.configured;
  }
  return {spelling};
}

void add_package(const Resolution& resolution, const std::string& profile,
                 const std::string& spelling, std::vector<Key>& keys) {
  for (const std::string& one : spellings(resolution, profile, spelling)) {
    add(keys, backend_key(profile, "package", one));
  }
}

// How some profile names the package already: the requested one, or else any, because they may
// inherit from each other.
std::string spelling_of(const Resolution& resolution, const cargo::PackageId& id) {
  const auto in = [&](const cargo::Profile& profile) {
    if (!profile.packages) return std::string();
    for (const PackageLayer& layer : *profile.packages) {
      if (layer.spec.matches(id)) return layer.spec.spelling;
    }
    return std::string();
  };
  const auto& finished = resolution.profiles.finished;
  const auto requested = finished.find(resolution.profile);
  std::string found = requested == finished.end() ? "" : in(requested->second);
  for (auto profile = finished.begin(); found.empty() && profile != finished.end(); ++profile) {
    found = in(profile->second);
  }
  return found;
}

}  // namespace

Key backend_key(const std::string& profile, const std::string& slot, const std::string& spec) {
  Key key = {"profile", text::repair_utf8(profile)};
  if (!slot.empty()) key.push_back(slot);
  if (slot == "package") key.push_back(text::repair_utf8(spec));
  key.emplace_back("codegen-backend");
  return key;
}

bool is_package_key(const Key& key) {
  return key.size() == 5;
}

std::vector<Key> winning_keys(const Resolution& resolution, const std::vector<Unit>& units,
                              const std::string& profile) {
  std::vector<Key> keys;
  for (const Unit& unit : without_llvm(resolution, units)) {
    const cargo::Decision& decision = decision_of(resolution, unit);
    if (!decision.spec.empty()) {
      add_package(resolution, profile, decision.spec, keys);
    } else if (decision.slot == "build-override") {
      add(keys, backend_key(profile, "build-override"));
    } else if (decision.slot == "profile") {
      add(keys, backend_key(profile));
    }
  }
  return keys;
}

std::vector<Key> package_keys(const Resolution& resolution, const std::vector<Unit>& units,
                              const std::string& profile) {
  std::vector<Key> keys;
  for (const Unit& unit : units) {
    const cargo::PackageId& id = resolution.packages[unit.package].package.id;
    std::string spelling = spelling_of(resolution, id);
    if (spelling.empty()) {
      const bool is_everywhere =
          std::all_of(resolution.packages.begin(), resolution.packages.end(),
                      [&](const cargo::PackageBackend& other) {
                        const cargo::PackageId& its = other.package.id;
                        if (its.name != id.name) return true;
                        return std::any_of(units.begin(), units.end(), [&](const Unit& chosen) {
                          return resolution.packages[chosen.package].package.id.str() == its.str();
                        });
                      });
      spelling = is_everywhere ? id.name : id.str();
    }
    add_package(resolution, profile, spelling, keys);
  }
  return keys;
}

}  // namespace doctor::override
