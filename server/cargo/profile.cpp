#include "cargo/profile.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace doctor::cargo {

void Layer::put_over(const Layer& stronger) {
  backend.put_over(stronger.backend);
  if (stronger.flags) flags = stronger.flags;
}

void Profile::put_over(const Profile& stronger) {
  if (!stronger.origin.name.empty()) origin = stronger.origin;
  own.put_over(stronger.own);
  inherits.put_over(stronger.inherits);
  if (stronger.build_override) {
    if (!build_override) build_override.emplace();
    build_override->put_over(*stronger.build_override);
  }
  if (!stronger.packages) return;
  if (!packages) packages.emplace();
  for (const PackageLayer& other : *stronger.packages) {
    const auto found =
        std::find_if(packages->begin(), packages->end(),
                     [&](const PackageLayer& mine) { return mine.spec.is_same(other.spec); });
    if (found == packages->end()) {
      packages->push_back(other);
    } else {
      found->layer.put_over(other.layer);
      found->configured.insert(found->configured.end(), other.configured.begin(),
                               other.configured.end());
      if (other.layer.backend.value) found->spec.spelling = other.spec.spelling;
    }
  }
}

std::optional<Origin> Profile::backend_place() const {
  if (own.backend.value) return own.backend.origin;
  if (build_override && build_override->backend.value) return build_override->backend.origin;
  if (!packages) return std::nullopt;
  for (const PackageLayer& package : *packages) {
    if (package.layer.backend.value) return package.layer.backend.origin;
  }
  return std::nullopt;
}

std::optional<Origin> Profile::flags_place() const {
  std::vector<const Layer*> layers = {&own};
  if (build_override) layers.push_back(&*build_override);
  if (packages) {
    for (const PackageLayer& package : *packages) layers.push_back(&package.layer);
  }
  for (const Layer* layer : layers) {
    if (layer->flags) return layer->flags->empty() ? origin : layer->flags->front().origin;
  }
  return std::nullopt;
}

std::optional<Refusal> refuse_debug(const std::string& name, const Setting& inherits) {
  if (inherits.value != "debug") return std::nullopt;
  return Refusal{
      ErrorClass::kInheritsDebug,
      "profile." + name + ".inherits=\"debug\" should be profile." + name + ".inherits=\"dev\"",
      inherits.origin};
}

std::optional<Refusal> check_profile_name(const std::string& name, const Origin& origin) {
  const auto refuse = [&](const std::string& message) {
    return Refusal{ErrorClass::kProfileReserved, message, origin};
  };
  for (const char c : name) {
    if (text::is_word(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80U) continue;
    return refuse("invalid character `" + std::string(1, c) + "` in profile name `" + name + "`");
  }
  constexpr std::array<std::string_view, 21> kReserved = {
      "debug", "build-override", "build",    "check",   "clean",   "config", "fetch",
      "fix",   "install",        "metadata", "package", "publish", "report", "root",
      "run",   "rust",           "rustc",    "rustdoc", "target",  "tmp",    "uninstall"};
  const std::string lower = text::lower(name);
  if (lower.starts_with("cargo") ||
      std::find(kReserved.begin(), kReserved.end(), lower) != kReserved.end()) {
    return refuse("profile name `" + name + "` is reserved");
  }
  return std::nullopt;
}

}  // namespace doctor::cargo
