#include "cargo/workspace.h"

#include <algorithm>

#include "cargo/glob.h"
#include "cargo/paths.h"

namespace doctor::cargo {
namespace {

constexpr std::string_view kName = "Cargo.toml";

// Whether a root leaves a manifest out. Listing beats excluding.
bool is_excluded(const Manifest& root, const std::string& manifest) {
  const auto is_below = [&](const std::vector<std::string>& places) {
    return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
      return is_inside(manifest, join(root.folder(), place));
    });
  };
  if (!root.workspace || !is_below(root.workspace->exclude)) return false;
  return !root.workspace->members || !is_below(*root.workspace->members);
}

class Loader {
 public:
  Loader(const Files& files, const std::string& home, const Features& features, Findings& findings)
      : files_(files), home_(home), features_(features), findings_(findings) {}

  Outcome<Workspace> load(const std::string& manifest) {
    out_.current = manifest;
    if (const Manifest* current = get(manifest); current == nullptr) return *failure_;
    out_.root = find_root(manifest);
    if (failure_) return *failure_;
    const Manifest* root = get(out_.root);
    if (root == nullptr) return *failure_;
    if (root->workspace) {
      find_members(*root);
    } else {
      out_.members.insert(manifest);
      out_.default_members.push_back(manifest);
    }
    load_path_packages();
    note_ignored_profiles();
    return std::move(out_);
  }

 private:
  // The manifest, loaded once; null where cargo refuses it (failure_ says why).
  const Manifest* get(const std::string& path) {
    const auto found = out_.manifests.find(path);
    if (found != out_.manifests.end()) return &found->second;
    auto loaded = load_manifest(files_, path, features_, findings_);
    if (!loaded.ok()) {
      failure_ = loaded.problem();
      return nullptr;
    }
    return &out_.manifests.emplace(path, std::move(loaded).value()).first->second;
  }

  // As get(), but a failure is a finding and the search goes on.
  const Manifest* get_if_readable(const std::string& path) {
    const Manifest* manifest = get(path);
    if (manifest == nullptr) findings_.refuse(*std::exchange(failure_, std::nullopt));
    return manifest;
  }

  // The manifest's own [workspace], the one it points to, or the nearest one above that does not
  // exclude it; else the manifest itself.
  std::string find_root(const std::string& manifest) {
    const Manifest* own = get(manifest);
    if (own == nullptr || own->workspace) return manifest;
    if (!own->root_pointer.empty()) return own->root_pointer;
    for (std::string below = own->folder(); below != "/" && below != home_;) {
      const std::string folder = parent(below);
      std::string candidate = join(folder, kName);
      below = folder;
      if (files_.kind(candidate) == PathKind::kMissing) continue;
      const Manifest* above = get(candidate);
      if (above == nullptr) return manifest;
      if (above->workspace && !is_excluded(*above, manifest)) return candidate;
      if (!above->root_pointer.empty()) return above->root_pointer;
    }
    return manifest;
  }

  void find_members(const Manifest& root) {
    const WorkspaceTable& table = *root.workspace;
    std::set<std::string> listed;
    for (const std::string& pattern : table.members.value_or(std::vector<std::string>())) {
      const bool is_pattern = pattern.find_first_of("*?[") != std::string::npos;
      for (const std::string& folder : expand_folders(files_, root.folder(), pattern)) {
        const std::string manifest = join(folder, kName);
        listed.insert(folder);
        // A folder that a pattern caught by chance still needs a manifest; cargo insists.
        if (is_pattern && files_.kind(manifest) == PathKind::kMissing &&
            is_excluded(root, manifest)) {
          continue;
        }
        add_member(root, manifest, false);
      }
    }
    if (root.has_package) add_member(root, root.path, false);
    if (out_.root == out_.current && table.default_members) {
      for (const std::string& pattern : *table.default_members) {
        for (const std::string& folder : expand_folders(files_, root.folder(), pattern)) {
          const std::string manifest = join(folder, kName);
          if (out_.members.contains(manifest)) {
            out_.default_members.push_back(manifest);
          } else if (files_.kind(manifest) == PathKind::kMissing || !is_excluded(root, manifest)) {
            findings_.refuse({ErrorClass::kOther,
                              "`" + pattern + "` is listed in default-members but is no member",
                              {root.path, 0}});
          }
        }
      }
    } else if (out_.root == out_.current && !root.has_package) {
      out_.default_members.assign(out_.members.begin(), out_.members.end());
    } else {
      out_.default_members.push_back(out_.current);
    }
    if (out_.current != out_.root && !out_.members.contains(out_.current)) {
      findings_.refuse({ErrorClass::kOther,
                        "current package believes it's in a workspace when it's not: it is neither "
                        "in `members` nor in `exclude` of " +
                            out_.root,
                        {out_.current, 0}});
      out_.members.insert(out_.current);
    }
  }

  // W3: path dependencies inside the root's folder are members without being listed.
  void add_member(const Manifest& root, const std::string& manifest, bool is_path_dependency) {
    if (out_.members.contains(manifest)) return;
    if (is_path_dependency) {
      if (get_if_readable(manifest) == nullptr) return;
      if (!is_inside(manifest, root.folder()) && find_root(manifest) != root.path) return;
    }
    if (is_excluded(root, manifest)) return;
    const Manifest* member = get_if_readable(manifest);
    if (member == nullptr) return;
    out_.members.insert(manifest);
    for (const std::string& next : path_dependencies(*member, true)) add_member(root, next, true);
  }

  // Manifests of path dependencies, `workspace = true` resolved.
  std::vector<std::string> path_dependencies(const Manifest& manifest, bool is_member) {
    std::vector<std::string> paths;
    const auto root = out_.manifests.find(out_.root);
    for (const Dependency& dependency : manifest.dependencies) {
      // Dev-dependencies of packages outside the workspace are not looked at.
      if (!is_member && dependency.kind == DependencyKind::kDev) continue;
      const Dependency* meant = &dependency;
      if (dependency.is_inherited && root != out_.manifests.end() && root->second.workspace) {
        const auto& shared = root->second.workspace->dependencies;
        const auto found = shared.find(dependency.name);
        if (found != shared.end()) meant = &found->second;
      }
      if (!meant->manifest.empty()) paths.push_back(meant->manifest);
    }
    return paths;
  }

  void load_path_packages() {
    std::vector<std::string> todo(out_.members.begin(), out_.members.end());
    std::set<std::string> visited = out_.members;
    for (const Dependency& patch : out_.root_manifest().patches) {
      if (visited.insert(patch.manifest).second) todo.push_back(patch.manifest);
    }
    while (!todo.empty()) {
      const std::string path = todo.back();
      todo.pop_back();
      const Manifest* manifest = get_if_readable(path);
      if (manifest == nullptr) continue;
      check_inherited(*manifest);
      for (std::string& next : path_dependencies(*manifest, out_.members.contains(path))) {
        if (visited.insert(next).second) todo.push_back(std::move(next));
      }
    }
    out_.packages = std::move(visited);
  }

  // `workspace = true` needs a workspace above that has the dependency.
  void check_inherited(const Manifest& manifest) {
    for (const Dependency& dependency : manifest.dependencies) {
      if (!dependency.is_inherited) continue;
      const Manifest* root = get_if_readable(find_root(manifest.path));
      if (root != nullptr && root->workspace &&
          root->workspace->dependencies.contains(dependency.key)) {
        continue;
      }
      findings_.refuse({ErrorClass::kOther,
                        "the dependency `" + dependency.key +
                            "` is inherited, but no workspace above has it in "
                            "[workspace.dependencies]",
                        manifest.place});
    }
  }

  // W1: cargo warns about members; path dependencies outside are ignored without a word.
  void note_ignored_profiles() {
    for (const auto& [path, manifest] : out_.manifests) {
      if (path == out_.root || !out_.packages.contains(path)) continue;
      for (const auto& [name, profile] : manifest.profiles) {
        const auto place = profile.backend_place();
        const bool is_member = out_.members.contains(path);
        if (!place && !is_member) continue;
        findings_.note(place.value_or(profile.origin),
                       "`[profile." + name +
                           "]` here has no effect: only the workspace root's "
                           "profiles count (" +
                           out_.root + ")");
      }
    }
  }

  const Files& files_;
  const std::string& home_;
  const Features& features_;
  Findings& findings_;
  Workspace out_;
  std::optional<Refusal> failure_;
};

}  // namespace

Outcome<std::string> find_manifest(const Files& files, const std::string& folder,
                                   const std::string& given) {
  if (!given.empty()) {
    const std::string path = join(folder, given);
    const bool is_there = files.kind(path) != PathKind::kMissing;
    if (is_there && path.ends_with("/Cargo.toml")) return path;
    return Refusal{ErrorClass::kOther,
                   is_there ? "the manifest-path must be a path to a Cargo.toml file"
                            : "manifest path `" + given + "` does not exist",
                   argument_origin("--manifest-path")};
  }
  for (std::string current = folder;; current = parent(current)) {
    const std::string path = join(current, kName);
    if (files.kind(path) != PathKind::kMissing) return path;
    if (current == parent(current)) break;
  }
  return Refusal{ErrorClass::kOther,
                 "could not find `Cargo.toml` in `" + folder + "` or any parent directory",
                 {folder, 0}};
}

Outcome<Workspace> load_workspace(const Files& files, const std::string& manifest,
                                  const std::string& home, const Features& features,
                                  Findings& findings) {
  return Loader(files, home, features, findings).load(manifest);
}

}  // namespace doctor::cargo
