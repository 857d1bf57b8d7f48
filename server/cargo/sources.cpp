#include "cargo/sources.h"

#include "cargo/paths.h"

namespace doctor::cargo {

std::vector<std::string> source_folders(const Files& files, const Config& config) {
  std::vector<std::string> folders;
  if (const ConfigValue* replaced = config.find({"source"})) {
    for (const auto& [name, source] : replaced->members) {
      const ConfigValue* folder = source.find({"directory"});
      if (folder == nullptr || !folder->origin.is_file()) continue;
      folders.push_back(join(parent(parent(folder->origin.name)), folder->text));
    }
  }
  if (config.home().empty()) return folders;
  const std::string base = join(config.home(), "registry/src");
  for (const std::string& name : files.subfolders(base)) folders.push_back(join(base, name));
  return folders;
}

std::optional<Manifest> find_source(const Files& files, const std::vector<std::string>& folders,
                                    const PackageId& id) {
  for (const std::string& folder : folders) {
    for (const std::string& name : {id.name + "-" + id.version, id.name}) {
      const std::string path = join(join(folder, name), "Cargo.toml");
      if (files.kind(path) != PathKind::kFile) continue;
      auto manifest = skim_manifest(files, path);
      if (manifest.ok() && manifest.value().version == id.version) {
        return std::move(manifest).value();
      }
    }
  }
  return std::nullopt;
}

}  // namespace doctor::cargo
