#include "cargo/packages.h"

#include <algorithm>
#include <deque>
#include <set>

#include "base/similar.h"
#include "cargo/activation.h"
#include "cargo/glob.h"
#include "cargo/lockfile.h"
#include "cargo/paths.h"

namespace doctor::cargo {
namespace {

class Graph {
 public:
  Graph(const Files& files, const Workspace& workspace, const std::vector<std::string>& sources,
        const Platform& platform, Findings& findings)
      : files_(files),
        workspace_(workspace),
        sources_(sources),
        platform_(platform),
        findings_(findings) {}

  std::vector<Package> make(const Arguments& arguments) {
    add_path_packages();
    add_locked_packages();
    connect();
    choose_roots(arguments);
    walk(arguments);
    return std::move(packages_);
  }

 private:
  void add_path_packages() {
    const auto& root = workspace_.root_manifest();
    for (const auto& [path, manifest] : workspace_.manifests) {
      if (!manifest.has_package || !workspace_.packages.contains(path)) continue;
      Package package;
      package.id = {manifest.name, manifest.version, "file://" + manifest.folder(), "path"};
      if (package.id.version.empty() && root.workspace)
        package.id.version = root.workspace->version;
      package.manifest = path;
      package.is_member = workspace_.members.contains(path);
      package.has_build_script = manifest.has_build_script;
      package.is_proc_macro = manifest.is_proc_macro;
      by_manifest_.emplace(path, packages_.size());
      packages_.push_back(std::move(package));
    }
  }

  void add_locked_packages() {
    const std::string path = join(parent(workspace_.root), "Cargo.lock");
    if (files_.kind(path) == PathKind::kMissing) {
      const bool needs_lock = std::any_of(
          workspace_.manifests.begin(), workspace_.manifests.end(), [](const auto& entry) {
            const auto& list = entry.second.dependencies;
            return std::any_of(list.begin(), list.end(), [](const Dependency& dependency) {
              return dependency.manifest.empty() && !dependency.is_inherited;
            });
          });
      if (needs_lock) {
        findings_.note({path, 0}, std::string(kNoLockfile));
      }
      return;
    }
    auto locked = read_lockfile(files_, path);
    if (!locked.ok()) {
      findings_.refuse(locked.problem());
      return;
    }
    locked_ = std::move(locked).value();
    for (const LockedPackage& entry : locked_) {
      place_of_locked_.push_back(npos);
      if (!entry.source.empty()) {
        place_of_locked_.back() = packages_.size();
        packages_.push_back({entry.id, {}, false, false, false, false, false, false});
        continue;
      }
      for (std::size_t i = 0; i < by_manifest_.size(); ++i) {
        const PackageId& id = packages_[i].id;
        if (id.name == entry.id.name && id.version == entry.id.version) place_of_locked_.back() = i;
      }
    }
  }

  void connect() {
    nodes_.resize(packages_.size());
    std::vector<const LockedPackage*> lock_of(packages_.size());
    for (std::size_t i = 0; i < locked_.size(); ++i) {
      if (place_of_locked_[i] != npos) lock_of[place_of_locked_[i]] = &locked_[i];
    }
    std::size_t without_source = 0;
    for (std::size_t i = 0; i < packages_.size(); ++i) {
      if (const auto found = workspace_.manifests.find(packages_[i].manifest);
          found != workspace_.manifests.end()) {
        connect(i, found->second, lock_of[i]);
        continue;
      }
      if (auto source = source_of(packages_[i].id)) {
        packages_[i].manifest = source->path;
        packages_[i].has_build_script = source->has_build_script;
        packages_[i].is_proc_macro = source->is_proc_macro;
        unpacked_.push_back(*std::move(source));
        connect(i, unpacked_.back(), lock_of[i]);
      } else {
        ++without_source;
        for (const std::size_t other : lock_of[i]->dependencies) {
          if (place_of_locked_[other] != npos)
            nodes_[i].edges.push_back({place_of_locked_[other], {}});
        }
      }
    }
    if (without_source > 0) {
      findings_.note({join(parent(workspace_.root), "Cargo.lock"), 0},
                     std::to_string(without_source) +
                         " packages are not on this machine: whether they are needed only on the "
                         "host is not known");
    }
  }

  void connect(std::size_t from, const Manifest& manifest, const LockedPackage* lock) {
    nodes_[from].features = &manifest.features;
    nodes_[from].name = manifest.name;
    for (const Dependency& declared : manifest.dependencies) {
      if (!packages_[from].is_member && declared.kind == DependencyKind::kDev) continue;
      if (!declared.platform.empty() &&
          platform_.matches(declared.platform) == Platform::Match::kNo) {
        continue;
      }
      const Dependency dependency = declared.is_inherited ? inherited(declared) : declared;
      const auto found = by_manifest_.find(dependency.manifest);
      if (found != by_manifest_.end()) {
        nodes_[from].edges.push_back({found->second, dependency});
      } else if (lock != nullptr) {
        connect_locked(from, dependency, *lock);
      }
    }
  }

  void connect_locked(std::size_t from, const Dependency& dependency, const LockedPackage& lock) {
    for (const std::size_t other : lock.dependencies) {
      const std::size_t to = place_of_locked_[other];
      if (locked_[other].id.name != dependency.name || to == npos) continue;
      nodes_[from].edges.push_back({to, dependency});
    }
  }

  // What `workspace = true` stands for.
  Dependency inherited(Dependency own) const {
    const auto& root = workspace_.root_manifest();
    if (!root.workspace) return own;
    const auto found = root.workspace->dependencies.find(own.name);
    if (found == root.workspace->dependencies.end()) return own;
    const Dependency& shared = found->second;
    own.name = shared.name;
    own.manifest = shared.manifest;
    own.has_default_features = shared.has_default_features;
    own.features.insert(own.features.end(), shared.features.begin(), shared.features.end());
    return own;
  }

  std::optional<Manifest> source_of(const PackageId& id) {
    for (const std::string& folder : sources_) {
      for (const std::string& name : {id.name + "-" + id.version, id.name}) {
        const std::string path = join(join(folder, name), "Cargo.toml");
        if (files_.kind(path) != PathKind::kFile) continue;
        auto manifest = skim_manifest(files_, path);
        if (manifest.ok() && manifest.value().version == id.version) {
          return std::move(manifest).value();
        }
      }
    }
    return std::nullopt;
  }

  // What the command works on: -p, --workspace without --exclude, or the default members.
  void choose_roots(const Arguments& arguments) {
    const auto is_named = [&](const Package& package, const std::string& argument) {
      if (argument.find_first_of("*?[") != std::string::npos) {
        return package.is_member && glob_matches(argument, package.id.name);
      }
      const auto spec = PackageSpec::parse(argument, argument_origin("-p"));
      return spec.ok() && spec.value().matches(package.id);
    };
    for (const std::string& argument : arguments.packages) {
      bool is_found = false;
      for (Package& package : packages_) {
        if (!is_named(package, argument)) continue;
        package.is_root = true;
        is_found = true;
      }
      if (!is_found) refuse_argument(argument);
    }
    if (!arguments.packages.empty()) return;
    for (Package& package : packages_) {
      const auto& chosen = workspace_.default_members;
      package.is_root = arguments.is_workspace ? package.is_member
                                               : std::find(chosen.begin(), chosen.end(),
                                                           package.manifest) != chosen.end();
      for (const std::string& argument : arguments.excluded) {
        if (is_named(package, argument)) package.is_root = false;
      }
    }
  }

  void refuse_argument(const std::string& argument) {
    std::vector<std::string_view> names;
    for (const Package& package : packages_) names.push_back(package.id.name);
    const std::string near = closest(argument, names);
    findings_.refuse({ErrorClass::kPackageArgument,
                      "package ID specification `" + argument + "` did not match any packages" +
                          (near.empty() ? "" : "; the closest is `" + near + "`"),
                      argument_origin("-p")});
  }

  // Everything below a proc-macro or a build script is built for the host; a proc-macro that is a
  // root itself is not (U3).
  void walk(const Arguments& arguments) {
    const bool has_tests = builds_tests(arguments);
    struct Visit {
      std::size_t package;
      bool is_host;
    };
    for (std::size_t i = 0; i < packages_.size(); ++i) nodes_[i].is_root = packages_[i].is_root;
    activate(nodes_, arguments);
    std::vector<Visit> todo;
    std::vector<bool> with_dev(packages_.size());
    const auto visit = [&](std::size_t i, bool is_host) {
      bool& is_seen = is_host ? packages_[i].is_for_host : packages_[i].is_for_target;
      if (!std::exchange(is_seen, true)) todo.push_back({i, is_host});
    };
    for (std::size_t i = 0; i < packages_.size(); ++i) {
      if (packages_[i].is_root) visit(i, false);
      with_dev[i] = packages_[i].is_root && has_tests;
    }
    while (!todo.empty()) {
      const Visit at = todo.back();
      todo.pop_back();
      const Package& package = packages_[at.package];
      const bool is_host = at.is_host || package.is_proc_macro;
      for (const Edge& edge : nodes_[at.package].edges) {
        const DependencyKind kind = edge.dependency.kind;
        if (!edge.is_enabled) continue;
        if (kind == DependencyKind::kDev && (!with_dev[at.package] || at.is_host)) continue;
        if (kind == DependencyKind::kBuild && !package.has_build_script) continue;
        const bool is_build = kind == DependencyKind::kBuild;
        visit(edge.to, is_host || is_build || packages_[edge.to].is_proc_macro);
      }
    }
  }

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  const Files& files_;
  const Workspace& workspace_;
  const std::vector<std::string>& sources_;
  const Platform& platform_;
  Findings& findings_;
  std::vector<Package> packages_;
  std::map<std::string, std::size_t> by_manifest_;
  std::vector<LockedPackage> locked_;
  std::vector<std::size_t> place_of_locked_;  // index into packages_
  std::vector<Node> nodes_;
  std::deque<Manifest> unpacked_;  // of registries
};

}  // namespace

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

std::vector<Package> find_packages(const Files& files, const Workspace& workspace,
                                   const std::vector<std::string>& sources,
                                   const Arguments& arguments, const Platform& platform,
                                   Findings& findings) {
  return Graph(files, workspace, sources, platform, findings).make(arguments);
}

}  // namespace doctor::cargo
