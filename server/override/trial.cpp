#include "override/trial.h"

#include "base/overlay_files.h"
#include "cargo/paths.h"
#include "cargo/proof.h"

namespace doctor::override {
namespace {

std::vector<Unit> goal_in(const Scene& scene, const cargo::Resolution& after) {
  return scene.is_everything ? built_units(after) : found_again(scene.before, scene.goal, after);
}

bool is_equal(const cargo::Decision& a, const cargo::Decision& b) {
  return a.backend.value == b.backend.value && a.backend.origin == b.backend.origin;
}

}  // namespace

std::string shown(const cargo::Origin& origin, const std::string& folder) {
  return cargo::Origin{cargo::shown_from(origin.name, folder), origin.line}.str();
}

cargo::Resolution resolved_with(const Scene& scene, const Option& option) {
  cargo::Request request = scene.request;
  if (!option.command.empty()) {
    request.command = option.command;
  } else {
    for (const auto& [name, value] : option.environment)
      request.environment.insert_or_assign(name, value);
  }
  std::map<std::string, std::string> written;
  for (const FileChange& file : option.files) written.emplace(file.target, file.content);
  if (written.empty()) return cargo::resolve(scene.files, request);
  return cargo::resolve(OverlayFiles(scene.files, std::move(written)), request);
}

bool is_proved(const Scene& scene, const cargo::Resolution& after) {
  if (after.error || after.packages.empty()) return false;
  const std::vector<Unit> goal = goal_in(scene, after);
  const bool is_complete = scene.is_everything || goal.size() == scene.goal.size();
  return is_complete && without_llvm(after, goal).empty();
}

std::string shortfall(const Scene& scene, const cargo::Resolution& after,
                      const std::string& folder) {
  if (after.error) {
    const std::string place = shown(after.error->origin, folder);
    return "cargo would stop: " + after.error->message +
           (place.empty() ? "" : " (`" + place + "`)");
  }
  const std::vector<Unit> left = without_llvm(after, goal_in(scene, after));
  if (left.empty()) return "the packages are not the same any more";
  const cargo::Decision& decision = decision_of(after, left.front());
  return "`" + after.packages[left.front().package].package.id.str() + "` would still get `" +
         *decision.backend.value + "` from `" + shown(decision.backend.origin, folder) + "`";
}

Proof proof_of(const Scene& scene, const cargo::Resolution& after) {
  Proof proof;
  std::vector<Unit> all;
  for (std::size_t i = 0; i < scene.before.packages.size(); ++i) all.push_back({i, false});
  for (const Unit& unit : all) {
    const cargo::PackageBackend& before = scene.before.packages[unit.package];
    const bool is_built = before.package.is_for_target || before.package.is_for_host;
    const std::vector<Unit> again = found_again(scene.before, {unit}, after);
    if (!is_built || again.empty()) continue;
    const cargo::PackageBackend& now = after.packages[again.front().package];
    if (is_equal(before.target, now.target) && is_equal(before.host, now.host)) continue;
    proof.before.push_back(before);
    proof.after.push_back(now);
  }
  proof.command = cargo::proof_command(after);
  return proof;
}

}  // namespace doctor::override
