#include "cargo/profiles.h"

#include <algorithm>
#include <set>

#include "base/similar.h"

namespace doctor::cargo {
namespace {

class Maker {
 public:
  Maker(const Manifest& manifest, const Config& config, const Features& features,
        Findings& findings)
      : manifest_(manifest), config_(config), features_(features), findings_(findings) {}

  std::optional<Refusal> merge_sources(const std::string& requested) {
    std::set<std::string> wanted = {requested, "dev", "release", "test", "bench"};
    for (const auto& [name, profile] : manifest_.profiles) {
      auto configured = from_config(name);
      if (!configured.ok()) return configured.problem();
      Profile merged = profile;
      if (configured.value()) merged.put_over(*configured.value());
      if (merged.inherits.value) wanted.insert(*merged.inherits.value);
      out.merged.emplace(name, std::move(merged));
    }
    // F4: other profiles of the configuration count only when something asks for them.
    while (!wanted.empty()) {
      for (const std::string& name : std::exchange(wanted, {})) {
        if (out.merged.contains(name)) continue;
        auto configured = from_config(name);
        if (!configured.ok()) return configured.problem();
        if (!configured.value()) continue;
        if (configured.value()->inherits.value) wanted.insert(*configured.value()->inherits.value);
        out.merged.emplace(name, *std::move(configured).value());
      }
    }
    return std::nullopt;
  }

  std::optional<Refusal> inherit() {
    std::map<std::string, Profile> full = out.merged;
    for (const auto& [name, base] : {std::pair("bench", "release"), std::pair("test", "dev"),
                                     std::pair("doc", "dev")}) {  // F3
      Profile& profile = full[name];
      if (!profile.inherits.value) profile.inherits.value = base;
    }
    for (const std::string name : {"dev", "release"}) {
      const Profile& profile = full[name];
      if (!profile.inherits.value) continue;
      return Refusal{ErrorClass::kInheritsRoot,
                     "`inherits` must not be specified in root profile `" + name + "`",
                     profile.inherits.origin};
    }
    for (const auto& [name, profile] : full) {
      auto finished = chain(full, name, {name});
      if (!finished.ok()) return finished.problem();
      out.finished.emplace(name, std::move(finished).value());
    }
    return std::nullopt;
  }

  Profiles out;

 private:
  Outcome<std::optional<Profile>> from_config(const std::string& name) {
    auto profile = profile_of(config_, name, findings_);
    if (!profile.ok() || !profile.value()) return profile;
    const Profile& found = *profile.value();
    const auto check = [&](const Feature& feature, const std::optional<Origin>& place) {
      if (!place || feature.is_open || manifest_.has_feature(feature.name)) return;
      findings_.refuse(gate_refusal(feature, "config profile `" + name + "`", *place));
    };
    check(features_.backend, found.backend_place());
    check(features_.flags, found.flags_place());
    if (auto refusal = refuse_debug(name, found.inherits)) return *std::move(refusal);
    return profile;
  }

  static Outcome<Profile> chain(const std::map<std::string, Profile>& full, const std::string& name,
                                std::set<std::string> visited) {
    const Profile& own = full.at(name);
    if (name == "dev" || name == "release") return own;
    if (!own.inherits.value) {
      return Refusal{ErrorClass::kInheritsMissing,
                     "profile `" + name + "` is missing an `inherits` directive", own.origin};
    }
    const std::string& base = *own.inherits.value;
    if (!full.contains(base)) {
      return Refusal{
          ErrorClass::kInheritsUndefined,
          "profile `" + name + "` inherits from `" + base + "`, but that profile is not defined",
          own.inherits.origin};
    }
    if (!visited.insert(base).second) {
      return Refusal{
          ErrorClass::kInheritsLoop,
          "profile inheritance loop detected with profile `" + name + "` inheriting `" + base + "`",
          own.inherits.origin};
    }
    auto made = chain(full, base, std::move(visited));
    if (!made.ok()) return made;
    made.value().put_over(own);
    return made;
  }

  const Manifest& manifest_;
  const Config& config_;
  const Features& features_;
  Findings& findings_;
};

Origin place_of(const PackageLayer& package, const Profile& profile) {
  return package.layer.backend.value ? package.layer.backend.origin : profile.origin;
}

void note_unmatched(const std::string& profile, const PackageLayer& package, const Origin& origin,
                    const std::vector<Package>& packages, Findings& findings) {
  std::vector<std::string_view> names;
  for (const Package& candidate : packages) names.push_back(candidate.id.name);
  const std::string near = closest(package.spec.name, names);
  findings.note(origin, "`" + package.spec.spelling + "` in profile `" + profile +
                            "` matches no package and has no effect" +
                            (near.empty() ? "" : "; the closest is `" + near + "`"));
}

}  // namespace

Outcome<Profiles> make_profiles(const Manifest& manifest, const Config& config,
                                const std::string& requested, const Features& features,
                                Findings& findings) {
  Maker maker(manifest, config, features, findings);
  if (auto refusal = maker.merge_sources(requested)) return *std::move(refusal);
  if (auto refusal = maker.inherit()) return *std::move(refusal);
  if (!maker.out.finished.contains(requested)) {
    std::vector<std::string_view> names;
    for (const auto& [name, profile] : maker.out.finished) names.push_back(name);
    const std::string near = closest(requested, names);
    return Refusal{ErrorClass::kProfileUndefined,
                   "profile `" + requested + "` is not defined" +
                       (near.empty() ? "" : "; the closest is `" + near + "`"),
                   argument_origin("--profile")};
  }
  return std::move(maker.out);
}

void check_packages(const Profiles& profiles, const std::vector<Package>& packages,
                    Findings& findings) {
  for (const auto& [name, own] : profiles.merged) {
    if (!own.packages) continue;
    const Profile& finished = profiles.finished.at(name);
    std::map<const PackageLayer*, bool> used;
    for (const Package& package : packages) {
      std::vector<const PackageLayer*> matches;
      for (const PackageLayer& layer : *finished.packages) {
        if (layer.spec.matches(package.id)) matches.push_back(&layer);
      }
      for (const PackageLayer* match : matches) used[match] = true;
      if (matches.size() < 2) continue;
      std::string specs;
      for (const PackageLayer* match : matches) {
        specs += (specs.empty() ? "" : ", ") + match->spec.spelling;
      }
      findings.refuse({ErrorClass::kMultipleOverrides,
                       "multiple package overrides in profile `" + name + "` match package `" +
                           package.id.str() + "`: " + specs,
                       place_of(*matches.back(), own)});
    }
    for (const PackageLayer& layer : *finished.packages) {
      const bool is_own =
          std::any_of(own.packages->begin(), own.packages->end(),
                      [&](const PackageLayer& o) { return o.spec.is_same(layer.spec); });
      if (!layer.spec.is_star && is_own && !used[&layer]) {
        note_unmatched(name, layer, place_of(layer, own), packages, findings);
      }
    }
  }
}

}  // namespace doctor::cargo
