#include "override/file_option.h"

#include <algorithm>

#include "cargo/config_file.h"
#include "cargo/discover.h"
#include "cargo/paths.h"

namespace doctor::override {
namespace {

using cargo::join;
using cargo::parent;

struct Candidate {
  std::string path;  // may be a link
  bool is_manifest = false;
};

class Finder {
 public:
  Finder(const Scene& scene, const std::string& bounds, const std::string& shown_from)
      : scene_(scene), bounds_(bounds), shown_from_(shown_from) {}

  FileOption find(const std::vector<Wanted>& attempts) {
    for (const Wanted& wanted : attempts) {
      for (const Candidate& candidate : candidates()) {
        // The gate of a manifest is a list, which is not edited here.
        if (candidate.is_manifest && wanted.opens_gate) continue;
        try_one(candidate, wanted);
        if (out_.option) return std::move(out_);
      }
    }
    if (out_.obstacle.empty()) out_.obstacle = "the project has no place for it";
    return std::move(out_);
  }

 private:
  std::string physical(const std::string& path) const {
    const Result<std::string> resolved = scene_.files.canonical(path);
    return resolved.ok() ? resolved.value() : path;
  }

  std::vector<Candidate> candidates() const {
    std::vector<Candidate> out;
    const std::string start =
        join(scene_.before.folder, scene_.before.arguments.install_path);  // C2
    cargo::Findings ignored;
    for (const std::string& folder : {physical(parent(scene_.before.root)), physical(start)}) {
      const bool is_read = cargo::is_inside(physical(start), folder);
      if (!is_read || !cargo::is_inside(folder, bounds_)) continue;
      const std::string place = join(folder, ".cargo");
      const bool is_users =
          !scene_.before.home.empty() && physical(place) == physical(scene_.before.home);  // C5
      if (is_users) continue;
      const std::string active = cargo::active_config_file(scene_.files, place, ignored);
      const std::string path = active.empty() ? join(place, "config.toml") : active;
      const bool is_new = std::none_of(out.begin(), out.end(),
                                       [&](const Candidate& known) { return known.path == path; });
      if (is_new) out.push_back({path, false});
    }
    out.push_back({scene_.before.root, true});
    return out;
  }

  void try_one(const Candidate& candidate, const Wanted& wanted) {
    const bool is_there = scene_.files.kind(candidate.path) != PathKind::kMissing;
    std::string target = physical(candidate.path);
    if (!is_there) target = join(physical(parent(candidate.path)), "config.toml");
    const std::string named = "`" + cargo::shown_from(candidate.path, shown_from_) + "`";
    const auto note = [&](std::string obstacle) {
      if (out_.obstacle.empty() || !candidate.is_manifest) out_.obstacle = std::move(obstacle);
    };
    if (!cargo::is_inside(target, bounds_)) {
      return note(named + " leads out of the project, to `" + target + "`");
    }
    if (scene_.files.kind(parent(candidate.path)) == PathKind::kFile) {
      return note("the `.cargo` of " + named + " is a file, not a folder");
    }
    FileChange change;
    if (is_there) {
      Result<std::string> content = scene_.files.read(target, cargo::kMostConfigBytes);
      if (!content.ok()) return note(named + " " + content.problem().message);
      change.before = std::move(content).value();
    }
    change.path = cargo::shown_from(target, bounds_);
    Result<FileEdit> edited = edit_file(change.path, change.before, wanted.settings());
    if (!edited.ok()) return note(edited.problem().str());
    change.action = is_there ? "edit" : "create";
    change.patch = std::move(edited.value().patch);
    change.content = std::move(edited.value().edited.text);
    change.target = std::move(target);
    Option option;
    option.files.push_back(std::move(change));
    cargo::Resolution after = resolved_with(scene_, option);
    if (!is_proved(scene_, after)) {
      return note("with it in " + named + " " + shortfall(scene_, after, shown_from_));
    }
    out_.option = std::move(option);
    out_.after = std::move(after);
  }

  const Scene& scene_;
  const std::string& bounds_;
  const std::string& shown_from_;
  FileOption out_;
};

}  // namespace

FileOption file_option(const Scene& scene, const std::vector<Wanted>& attempts,
                       const std::string& bounds, const std::string& shown_from) {
  return Finder(scene, bounds, shown_from).find(attempts);
}

}  // namespace doctor::override
