#include "tests/support/cargo_scene.h"

namespace doctor::test {

Content project(Content more) {
  Content content = {{"/home/me/p/Cargo.toml", kPackage},
                     {"/home/me/p/src/lib.rs", ""},
                     {"/home/me/.cargo/config.toml", kGate + kCranelift}};
  for (auto& [path, text] : more) content[path] = std::move(text);
  return content;
}

cargo::Resolution resolve(Content content, const Scene& scene) {
  return cargo::resolve(MemoryFiles(std::move(content), scene.links),
                        {scene.folder, scene.command, scene.environment, scene.toolchain});
}

std::string answer(const cargo::Resolution& resolution, const std::string& package) {
  if (resolution.error) {
    return "error: " + std::string(name_of(resolution.error->error_class)) + " at " +
           resolution.error->origin.str();
  }
  for (const cargo::PackageBackend& candidate : resolution.packages) {
    if (candidate.package.id.name != package) continue;
    const cargo::Setting& setting = candidate.target.backend;
    return setting.value ? *setting.value + " from " + setting.origin.str() : "unset";
  }
  return "no package";
}

}  // namespace doctor::test
