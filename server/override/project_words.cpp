#include "override/project_words.h"

#include <algorithm>

#include "base/similar.h"
#include "base/text.h"
#include "cargo/packages.h"
#include "cargo/rustflags.h"

namespace doctor::override {
namespace {

using cargo::Resolution;

std::string code(const std::string& text) {
  return "`" + text + "`";
}

std::string count_of(std::size_t number, const std::string& noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

const cargo::PackageId& id_of(const Resolution& resolution, const Unit& unit) {
  return resolution.packages[unit.package].package.id;
}

// "`x` from `place` (slot)"; of nothing set "rustc's default, LLVM".
std::string source_of(const cargo::Decision& decision, const std::string& folder) {
  if (!decision.backend.value) return "rustc's default, LLVM (nothing is set)";
  return code(*decision.backend.value) + " from " + code(shown(decision.backend.origin, folder)) +
         " (" + decision.slot + ")";
}

// How many packages the units belong to; units of one package stand together.
std::size_t packages_of(const std::vector<Unit>& units) {
  std::vector<std::size_t> packages;
  for (const Unit& unit : units) packages.push_back(unit.package);
  std::sort(packages.begin(), packages.end());
  return static_cast<std::size_t>(std::unique(packages.begin(), packages.end()) - packages.begin());
}

}  // namespace

std::string stable_words(const Resolution& before, const std::string& folder) {
  std::string out = stable_sentence(text::clip(before.toolchain.name, 60));
  const cargo::Origin& chosen = before.toolchain.origin;
  if (chosen.name.starts_with("/") || chosen.name.starts_with("env:"))
    out += " The toolchain is chosen by " + code(shown(chosen, folder)) + ".";
  if (before.error && !before.error->origin.name.empty())
    out += " Cargo stops at " + code(shown(before.error->origin, folder)) + ".";
  return out;
}

bool knows_all_packages(const Resolution& before) {
  return std::none_of(before.notes.begin(), before.notes.end(),
                      [](const cargo::Note& note) { return note.message == cargo::kNoLockfile; });
}

std::string unknown_crate_words(const Resolution& before, const std::string& crate) {
  std::vector<std::string_view> names;
  for (const cargo::PackageBackend& package : before.packages) {
    if (package.package.id.name == crate) {
      return code(package.package.id.str()) + " belongs to the project, but " +
             code("cargo " + text::join(before.words, " ")) + " does not build it.";
    }
    names.push_back(package.package.id.name);
  }
  const std::string near = closest(crate, names);
  const bool has_lock = knows_all_packages(before);
  return code(crate) + " is none of the " + count_of(names.size(), "package") +
         (has_lock ? " of this project" : " known here (Cargo.lock is missing)") +
         (near.empty() ? "." : "; the closest is " + code(near) + ".");
}

std::string other_version_words(const Resolution& before, const Unit& unit,
                                const std::string& version) {
  return "The project has " + code(id_of(before, unit).str()) + ", not version " + version + ".";
}

std::string done_words(const Resolution& before, const std::vector<Unit>& goal,
                       const Request& request, const std::string& folder) {
  const std::string command = code(text::clip(request.command, 120));
  std::string out =
      goal.empty()
          ? command + " builds nothing of the kind."
          : "Nothing is to be overridden: " + command + " compiles " +
                (packages_of(goal) == 1 ? code(id_of(before, goal.front()).str())
                                        : "all " + count_of(packages_of(goal), "package")) +
                " with " + source_of(decision_of(before, goal.front()), folder) + ".";
  if (request.entry != nullptr && request.entry->backend == "cranelift") {
    out +=
        " The failure comes from another command, environment or state of the project: give "
        "`command` and `env` as they were.";
  }
  for (const cargo::Choice& compiler : before.compilers)
    out += " " + compiler_words(compiler, folder);
  return out;
}

std::optional<std::string> flag_behind_dashes(const Resolution& before) {
  if (before.arguments.subcommand != "rustc") return std::nullopt;
  std::vector<cargo::Choice> words;
  for (const std::string& word : before.arguments.behind) words.push_back({word, {}});
  const cargo::Setting found = cargo::last_backend(words);
  // RUSTFLAGS stand behind these.
  if (!found.value || *found.value == "llvm" || before.rustflags.value) return std::nullopt;
  return found.value;
}

std::string gate_words(const Resolution& before, const std::string& folder) {
  const std::string by = before.gate.by.name.empty() ? "" : code(shown(before.gate.by, folder));
  if (by.empty()) {
    return "closed here, so the override opens it (`unstable.codegen-backend`); stable cargo "
           "refuses the key.";
  }
  if (!before.gate.open) return "opened by " + by + ", if the toolchain is a nightly.";
  return "open, by " + by + ".";
}

std::string proved_words(const Scene& scene, const Resolution& after,
                         const std::vector<Unit>& pending, const std::string& folder) {
  if (pending.empty()) return "Cargo stops now, because the gate is closed; with this it does not.";
  const Unit& first = pending.front();
  const std::size_t packages = packages_of(pending);
  std::string out = code(id_of(scene.before, first).str());
  if (packages > 1) out += " and " + std::to_string(packages - 1) + " more";
  out += packages > 1 ? " get " : " gets ";
  out += source_of(decision_of(scene.before, first), folder);
  const std::vector<Unit> again = found_again(scene.before, {first}, after);
  if (!again.empty()) out += "; with this, " + source_of(decision_of(after, again.front()), folder);
  return out + ". Proved by resolving the project again with it.";
}

std::string committed_words(const Resolution& before, bool opens_gate, bool is_gate_in_project,
                            const std::string& folder) {
  if (opens_gate || is_gate_in_project) {
    return "Once committed, it stops everybody who builds here with a stable cargo.";
  }
  return "Once committed, it stops everybody whose own configuration does not open the gate as " +
         code(shown(before.gate.by, folder)) +
         " does, on nightly too: keep it out of the repository, or add `[unstable] "
         "codegen-backend = true` to it (stable cargo stops even so).";
}

std::string compiler_words(const cargo::Choice& compiler, const std::string& folder) {
  return code(text::clip(compiler.value, 80)) + " (" + code(shown(compiler.origin, folder)) +
         ") stands in for rustc or wraps it and may change any flag: the proof reaches no further "
         "than what cargo hands to it.";
}

}  // namespace doctor::override
