#include "cargo/packages.h"

#include <algorithm>
#include <deque>
#include <set>
#include <tuple>

#include "base/similar.h"
#include "cargo/activation.h"
#include "cargo/glob.h"
#include "cargo/lockfile.h"
#include "cargo/paths.h"
#include "cargo/sources.h"

namespace doctor::cargo {
namespace {

class Graph {
 public:
  Graph(const Files& files, const Workspace& workspace, const std::vector<std::string>& sources,
        const Platforms& platforms, Findings& findings)
      : files_(files),
        workspace_(workspace),
        sources_(sources),
        platforms_(platforms),
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
      if (auto source = find_source(files_, sources_, packages_[i].id)) {
        packages_[i].manifest = source->path;
        packages_[i].has_build_script = source->has_build_script;
        packages_[i].is_proc_macro = source->is_proc_macro;
        unpacked_.push_back(*std::move(source));
        connect(i, unpacked_.back(), lock_of[i]);
      } else {
        ++without_source;
        for (const std::size_t other : lock_of[i]->dependencies) {
          Edge edge;
          edge.to = place_of_locked_[other];
          if (edge.to != npos) nodes_[i].edges.push_back(std::move(edge));
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
    nodes_[from].is_member = packages_[from].is_member;
    nodes_[from].is_current = packages_[from].manifest == workspace_.current;
    for (const Dependency& declared : manifest.dependencies) {
      if (!packages_[from].is_member && declared.kind == DependencyKind::kDev) continue;
      Edge edge;
      edge.dependency = declared.is_inherited ? inherited(declared) : declared;
      edge.is_on_host = is_on(platforms_.host, declared);
      edge.is_on_target = is_on(platforms_.target, declared);
      const auto found = by_manifest_.find(edge.dependency.manifest);
      if (found != by_manifest_.end()) {
        edge.to = found->second;
        nodes_[from].edges.push_back(std::move(edge));
      } else if (lock != nullptr) {
        connect_locked(from, std::move(edge), *lock);
      }
    }
  }

  static bool is_on(const Platform& platform, const Dependency& dependency) {
    return dependency.platform.empty() ||
           platform.matches(dependency.platform) != Platform::Match::kNo;
  }

  void connect_locked(std::size_t from, Edge edge, const LockedPackage& lock) {
    for (const std::size_t other : lock.dependencies) {
      edge.to = place_of_locked_[other];
      if (locked_[other].id.name != edge.dependency.name || edge.to == npos) continue;
      nodes_[from].edges.push_back(edge);
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
      const auto spec = PackageSpec::parse(argument, argument_origin("-p"));
      if (!spec.ok() && argument.find_first_of("*?[") == argument.npos) {
        Refusal refusal = spec.problem();
        if (argument.empty()) refusal.error_class = ErrorClass::kOther;
        findings_.refuse(std::move(refusal));
        continue;
      }
      std::vector<Package*> found;
      bool has_member = false;
      for (Package& package : packages_) {
        if (!is_named(package, argument)) continue;
        found.push_back(&package);
        has_member |= package.is_member;
      }
      // A member is meant where there are others of its name.
      for (Package* package : found) package->is_root |= package->is_member || !has_member;
      if (found.empty()) refuse_argument(argument);
    }
    if (!arguments.packages.empty()) return;
    const bool is_single = arguments.subcommand == "rustc" || arguments.subcommand == "rustdoc";
    const std::vector<std::string> chosen =
        is_single ? std::vector<std::string>{workspace_.current} : workspace_.default_members;
    for (Package& package : packages_) {
      package.is_root = arguments.is_workspace ? package.is_member
                                               : std::find(chosen.begin(), chosen.end(),
                                                           package.manifest) != chosen.end();
      for (const std::string& argument : arguments.excluded) {
        if (is_named(package, argument)) package.is_root = false;
      }
    }
    const bool has_root = std::any_of(packages_.begin(), packages_.end(),
                                      [](const Package& package) { return package.is_root; });
    if (!has_root) {
      findings_.refuse({ErrorClass::kOther,
                        "no package to compile: no member of the workspace is left to work on",
                        {workspace_.root, 0}});
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

  // Which rules for features the workspace has: its resolver, or that of the root package's
  // edition.
  bool is_decoupled() const {
    const Manifest& root = workspace_.root_manifest();
    std::string resolver = root.workspace ? root.workspace->resolver : "";
    if (resolver.empty()) resolver = root.resolver;
    if (!resolver.empty()) return resolver != "1";
    const bool is_shared = root.edition.empty() && root.workspace;
    const std::string& edition = is_shared ? root.workspace->edition : root.edition;
    return root.has_package && edition >= "2021";
  }

  // One package on one side, as it is met on the way.
  struct Visit {
    std::size_t package;
    bool is_host;
    FeatureSide side;
    bool has_dev = false;
    bool operator<(const Visit& other) const {
      return std::tie(package, is_host, side, has_dev) <
             std::tie(other.package, other.is_host, other.side, other.has_dev);
    }
  };

  void visit(const Visit& at) {
    (at.is_host ? packages_[at.package].is_for_host : packages_[at.package].is_for_target) = true;
    if (visited_.insert(at).second) todo_.push_back(at);
  }

  void walk(const Arguments& arguments) {
    const FeatureRules rules{is_decoupled(), builds_tests(arguments)};
    for (std::size_t i = 0; i < packages_.size(); ++i) {
      nodes_[i].is_root = packages_[i].is_root;
      nodes_[i].is_proc_macro = packages_[i].is_proc_macro;
    }
    activate(nodes_, arguments, rules);
    check_features(arguments);
    for (std::size_t i = 0; i < packages_.size(); ++i) {
      if (!packages_[i].is_root) continue;
      if (nodes_[i].is_reached) {
        start(i, arguments, rules);
      } else {
        leave_out(packages_[i]);
      }
    }
    while (!todo_.empty()) {
      const Visit at = todo_.back();
      todo_.pop_back();
      for (const Edge& edge : nodes_[at.package].edges) {
        const DependencyKind kind = edge.dependency.kind;
        const bool is_build = kind == DependencyKind::kBuild;
        const bool is_host = at.is_host || is_build || packages_[edge.to].is_proc_macro;
        // What a host-only dependency stands for is decided by who needs it.
        const bool is_there = at.is_host || is_build ? edge.is_on_host : edge.is_on_target;
        if (!edge.is_enabled_on(at.side) || !is_there) continue;
        if (kind == DependencyKind::kDev && !at.has_dev) continue;
        if (is_build && !packages_[at.package].has_build_script) continue;
        visit({edge.to, is_host, side_of(nodes_[edge.to], edge, at.side, rules)});
      }
    }
  }

  // A feature of the command line must be one of some package that the command works on.
  void check_features(const Arguments& arguments) {
    const auto has = [](const Node& node, const std::string& feature) {
      if (node.features == nullptr || node.features->contains(feature)) return true;
      return std::any_of(node.edges.begin(), node.edges.end(), [&](const Edge& edge) {
        return edge.dependency.is_optional && edge.dependency.key == feature;
      });
    };
    for (const std::string& feature : arguments.features) {
      const bool is_found = feature.find('/') != feature.npos || feature == "default" ||
                            std::any_of(nodes_.begin(), nodes_.end(), [&](const Node& node) {
                              return (node.is_root || node.is_current) && has(node, feature);
                            });
      if (is_found) continue;
      findings_.refuse(
          {ErrorClass::kOther,
           "none of the packages that the command works on has the feature `" + feature + "`",
           argument_origin("--features")});
    }
  }

  // A package the command works on. What is below a proc-macro is built for the host, and so is the
  // proc-macro where a target of its own package links it; by itself it is not (U3).
  void start(std::size_t i, const Arguments& arguments, const FeatureRules& rules) {
    const auto manifest = workspace_.manifests.find(packages_[i].manifest);
    std::vector<Target> targets(1);
    if (manifest != workspace_.manifests.end()) {
      const Manifest& found = manifest->second;
      targets = find_targets(files_, found.targets, found.folder(), found.name);
    }
    const Selection selection = select_targets(targets, arguments, nodes_[i].enabled);
    if (selection.is_empty()) return;
    const bool has_dev = selection.has_dependent_dev;
    if (has_dev && !packages_[i].is_member && has_dev_dependencies(packages_[i])) {
      findings_.refuse({ErrorClass::kOther,
                        "`" + packages_[i].id.name +
                            "` cannot be tested: it has dev-dependencies and is no member of the "
                            "workspace",
                        argument_origin("-p")});
    }
    packages_[i].is_for_target = true;
    if (!packages_[i].is_proc_macro) {
      visit({i, false, FeatureSide::kNormal, has_dev});
      return;
    }
    const FeatureSide host = rules.is_decoupled ? FeatureSide::kHost : FeatureSide::kNormal;
    if (selection.has_library) below({i, true, host, false});
    if (selection.has_library_test) below({i, true, FeatureSide::kNormal, has_dev});
    if (selection.has_others) below({i, false, FeatureSide::kNormal, has_dev});
    if (selection.has_others || selection.has_doctests) visit({i, true, host});
  }

  bool has_dev_dependencies(const Package& package) const {
    const auto manifest = workspace_.manifests.find(package.manifest);
    if (manifest == workspace_.manifests.end()) return false;
    const auto& list = manifest->second.dependencies;
    return std::any_of(list.begin(), list.end(), [](const Dependency& dependency) {
      return dependency.kind == DependencyKind::kDev;
    });
  }

  // A package that no member needs is not among those that -p chooses from.
  void leave_out(Package& package) {
    package.is_root = false;
    for (std::size_t i = 0; i < packages_.size(); ++i) {
      if (nodes_[i].is_root && nodes_[i].is_reached && packages_[i].id.name == package.id.name)
        return;
    }
    findings_.refuse({ErrorClass::kPackageArgument,
                      "package ID specification `" + package.id.name +
                          "` did not match any packages: nothing here needs it",
                      argument_origin("-p")});
  }

  // What the package needs there, without being there itself.
  void below(const Visit& at) {
    if (visited_.insert(at).second) todo_.push_back(at);
  }

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  const Files& files_;
  const Workspace& workspace_;
  const std::vector<std::string>& sources_;
  const Platforms& platforms_;
  Findings& findings_;
  std::vector<Package> packages_;
  std::map<std::string, std::size_t> by_manifest_;
  std::vector<LockedPackage> locked_;
  std::vector<std::size_t> place_of_locked_;  // index into packages_
  std::vector<Node> nodes_;
  std::set<Visit> visited_;
  std::vector<Visit> todo_;
  std::deque<Manifest> unpacked_;  // of registries
};

}  // namespace

std::vector<Package> find_packages(const Files& files, const Workspace& workspace,
                                   const std::vector<std::string>& sources,
                                   const Arguments& arguments, const Platforms& platforms,
                                   Findings& findings) {
  return Graph(files, workspace, sources, platforms, findings).make(arguments);
}

}  // namespace doctor::cargo
