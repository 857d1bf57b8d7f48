#include "cargo/lockfile.h"

#include <map>

#include "base/text.h"
#include "cargo/config_file.h"

namespace doctor::cargo {
namespace {

// "registry+https://host/index?x#y" -> kind and URL.
void read_source(LockedPackage& package) {
  const std::size_t plus = package.source.find('+');
  if (plus == std::string::npos) {
    package.id.kind = "path";
    return;
  }
  package.id.kind = package.source.substr(0, plus);
  package.id.url = package.source.substr(plus + 1);
  package.id.url.resize(std::min(package.id.url.find_first_of("?#"), package.id.url.size()));
}

}  // namespace

Outcome<std::vector<LockedPackage>> read_lockfile(const Files& files, const std::string& path) {
  const auto document = read_toml(files, path, kMostLockBytes);
  if (!document.ok()) return document.problem();
  std::vector<LockedPackage> packages;
  const toml::Value* list = document.value().find("package");
  if (list == nullptr) return packages;
  std::multimap<std::string, std::size_t> by_name;
  for (const toml::Value& entry : list->items) {
    LockedPackage package;
    package.id.name = entry.text_at("name");
    package.id.version = entry.text_at("version");
    package.source = entry.text_at("source");
    read_source(package);
    by_name.emplace(package.id.name, packages.size());
    packages.push_back(std::move(package));
  }
  for (std::size_t i = 0; i < packages.size(); ++i) {
    const toml::Value* dependencies = list->items[i].find("dependencies");
    if (dependencies == nullptr) continue;
    for (const toml::Value& item : dependencies->items) {
      const auto words = text::split(item.text, ' ');  // name, version, (source)
      const auto [first, last] = by_name.equal_range(std::string(words[0]));
      for (auto it = first; it != last; ++it) {
        const LockedPackage& other = packages[it->second];
        if (words.size() > 1 && other.id.version != words[1]) continue;
        if (words.size() > 2 &&
            !other.source.starts_with(words[2].substr(1, words[2].size() - 2))) {
          continue;
        }
        packages[i].dependencies.push_back(it->second);
        break;
      }
    }
  }
  return packages;
}

}  // namespace doctor::cargo
