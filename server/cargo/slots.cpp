#include "cargo/slots.h"

#include "cargo/rustflags.h"

namespace doctor::cargo {
namespace {

struct Slot {
  const Layer* layer;
  std::string name;
  std::string spec;
};

// The slots that apply, strongest first.
std::vector<Slot> slots_of(const Profile& profile, const Package& package, bool is_for_host) {
  std::vector<Slot> slots;
  const auto add_packages = [&](bool is_star) {
    if (!profile.packages) return;
    for (const PackageLayer& layer : *profile.packages) {
      const bool applies =
          is_star ? layer.spec.is_star && !package.is_member : layer.spec.matches(package.id);
      if (!applies) continue;
      slots.push_back(
          {&layer.layer, "package.\"" + layer.spec.spelling + "\"", layer.spec.spelling});
    }
  };
  add_packages(false);
  add_packages(true);
  if (is_for_host && profile.build_override) {
    slots.push_back({&*profile.build_override, "build-override", ""});
  }
  slots.push_back({&profile.own, "profile", ""});
  return slots;
}

}  // namespace

Decision decide(const Profile& profile, const Package& package, bool is_for_host,
                const Setting& flags) {
  Decision decision;
  const std::vector<Slot> slots = slots_of(profile, package, is_for_host);
  for (auto slot = slots.rbegin(); slot != slots.rend(); ++slot) {
    if (!slot->layer->backend.value) continue;
    decision.backend.put_over(slot->layer->backend);
    decision.slot = slot->name;
    decision.spec = slot->spec;
  }
  for (const Slot& slot : slots) {
    if (!slot.layer->flags) continue;
    const Setting chosen = last_backend(*slot.layer->flags);
    if (chosen.value) decision.slot = "rustflags";
    decision.backend.put_over(chosen);
    break;
  }
  if (flags.value) decision.slot = "rustflags";
  decision.backend.put_over(flags);
  return decision;
}

}  // namespace doctor::cargo
