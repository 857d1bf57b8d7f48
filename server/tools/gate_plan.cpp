#include "tools/gate_plan.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.h"
#include "cargo/command.h"
#include "cargo/paths.h"
#include "cargo/resolve.h"

namespace doctor::tools {
namespace {

using cargo::Decision;
using cargo::PackageBackend;
using cargo::Resolution;

// Whose code a gate generates (cargo/rules.md U5, U6).
enum class Codegen { kNothing, kHostOnly, kEverything };

struct Gate {
  std::string name;
  std::string command;
  Codegen codegen;
};

constexpr std::string_view kGateKey = "unstable.codegen-backend=true";

std::string words_for(Codegen codegen) {
  switch (codegen) {
    case Codegen::kNothing:
      return "no code";
    case Codegen::kHostOnly:
      return "code only for build scripts, proc-macros and what these depend on; your crates and "
             "normal dependencies are only checked";
    case Codegen::kEverything:
      return "code for your crates, all dependencies, build scripts and proc-macros";
  }
  return "";
}

// nextest runs no doctests, so these become a gate of their own.
std::vector<Gate> gates(bool is_locked, bool has_nextest) {
  const std::string locked = is_locked ? " --locked" : "";
  std::vector<Gate> out = {
      {"fmt", "cargo fmt --all --check", Codegen::kNothing},
      {"clippy", "cargo clippy --workspace --all-targets" + locked + " -- -D warnings",
       Codegen::kHostOnly}};
  if (has_nextest) {
    out.push_back({"test", "cargo nextest run --workspace" + locked, Codegen::kEverything});
    out.push_back({"doctest", "cargo test --workspace --doc" + locked, Codegen::kEverything});
  } else {
    out.push_back({"test", "cargo test --workspace" + locked, Codegen::kEverything});
  }
  out.push_back({"doc", "cargo doc --workspace --no-deps" + locked, Codegen::kHostOnly});
  return out;
}

GateStep flake_step() {
  return {"nix",
          "nix flake check",
          "",
          "whatever its derivations run, with their own toolchain (nixpkgs' stable rustc unless "
          "one is given, which refuses every `codegen-backend` key), without network, on files "
          "that git knows",
          "",
          "",
          ""};
}

bool is_foreign(const Decision& decision) {
  return decision.backend.value && *decision.backend.value != "llvm";
}

struct Use {
  std::string package;
  const Decision* decision;
};

// The code that a gate generates with another backend than LLVM.
std::vector<Use> foreign_uses(const Resolution& resolution, Codegen codegen) {
  std::vector<Use> out;
  for (const PackageBackend& package : resolution.packages) {
    const cargo::Package& about = package.package;
    const bool is_built = about.is_for_target || about.is_for_host;
    const bool has_host_code = about.is_for_host || (is_built && about.has_build_script);
    if (codegen == Codegen::kEverything && about.is_for_target && is_foreign(package.target)) {
      out.push_back({about.id.name, &package.target});
    } else if (codegen != Codegen::kNothing && has_host_code && is_foreign(package.host)) {
      out.push_back({about.id.name, &package.host});
    }
  }
  return out;
}

std::string uses_text(const std::vector<Use>& uses, const std::string& folder) {
  constexpr std::size_t kNamedPackages = 3;
  std::set<std::string> names;
  std::set<std::string> causes;
  for (const Use& use : uses) {
    names.insert("`" + use.package + "`");
    const cargo::Origin& origin = use.decision->backend.origin;
    causes.insert("`" + *use.decision->backend.value + "` by `" +
                  cargo::Origin{cargo::shown_from(origin.name, folder), origin.line}.str() + "`");
  }
  const std::size_t count = names.size();
  std::vector<std::string> shown(
      names.begin(),
      std::next(names.begin(), static_cast<std::ptrdiff_t>(std::min(count, kNamedPackages))));
  std::string out = text::join(shown, ", ");
  if (count > kNamedPackages) out += " and " + std::to_string(count - kNamedPackages) + " more";
  return out + " with " + text::join({causes.begin(), causes.end()}, ", ");
}

// The slot of the requested profile that puts LLVM over what decided (P1-P4).
std::string slot_key(const std::string& profile, const Decision& decision) {
  std::string slot = decision.slot == "profile" ? "" : "." + decision.slot;
  return "profile." + profile + slot + ".codegen-backend=\"llvm\"";
}

std::string with_slots(const std::string& command, const std::vector<std::string>& slots,
                       bool is_open) {
  const auto parsed = cargo::parse_command(command);
  std::vector<std::string> words;
  if (!is_open) words = {"--config", std::string(kGateKey)};
  for (const std::string& slot : slots) {
    words.insert(words.end(), {"--config", cargo::shell_quote(slot)});
  }
  return cargo::with_arguments(*parsed, words);
}

// What a gate still compiles with another backend when `slots` are set; nothing where cargo
// refuses.
std::optional<std::vector<Decision>> left_with(const Files& files, const cargo::Request& request,
                                               const Gate& gate,
                                               const std::vector<std::string>& slots,
                                               bool is_open) {
  cargo::Request attempt = request;
  attempt.command = with_slots(request.command, slots, is_open);
  const Resolution after = cargo::resolve(files, attempt);
  if (after.error) return std::nullopt;
  std::vector<Decision> left;
  for (const Use& use : foreign_uses(after, gate.codegen)) left.push_back(*use.decision);
  return left;
}

// A key for host code first, because that is all that clippy and doc compile; then one for each
// slot that is found to beat it. Every attempt is resolved as cargo would, and keys that turn out
// to be needless are dropped.
std::string llvm_command(const Files& files, const cargo::Request& request,
                         const Resolution& before, const Gate& gate) {
  constexpr int kMostRounds = 4;
  const bool is_open = before.gate.open.value_or(false);
  const std::string& profile = before.profile;
  std::vector<std::string> slots = {gate.codegen == Codegen::kHostOnly
                                        ? "profile." + profile +
                                              ".build-override.codegen-backend=\"llvm\""
                                        : "profile." + profile + ".codegen-backend=\"llvm\""};
  const auto left = [&](const std::vector<std::string>& attempt) {
    return left_with(files, request, gate, attempt, is_open);
  };
  auto rest = left(slots);
  for (int round = 0; rest && !rest->empty() && round < kMostRounds; ++round) {
    for (const Decision& decision : *rest) {
      if (decision.slot == "rustflags") return "";
      const std::string key = slot_key(profile, decision);
      if (std::find(slots.begin(), slots.end(), key) == slots.end()) slots.push_back(key);
    }
    rest = left(slots);
  }
  if (!rest || !rest->empty()) return "";
  for (std::size_t i = 0; i < slots.size() && slots.size() > 1;) {
    std::vector<std::string> fewer = slots;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    const auto without = left(fewer);
    if (without && without->empty()) {
      slots = std::move(fewer);
    } else {
      ++i;
    }
  }
  return with_slots(gate.command, slots, is_open);
}

GateStep project_step(const Files& files, const cargo::Request& project, const Gate& gate) {
  GateStep step{gate.name, gate.command, "", words_for(gate.codegen), "", "", ""};
  if (gate.codegen == Codegen::kNothing) return step;
  cargo::Request request = project;
  // nextest is no part of cargo; it builds what `cargo test` builds.
  request.command = gate.name == "test" ? "cargo test --workspace" : gate.command;
  const Resolution resolution = cargo::resolve(files, request);
  if (resolution.error) {
    const cargo::Origin& origin = resolution.error->origin;
    const std::string place =
        cargo::Origin{cargo::shown_from(origin.name, resolution.folder), origin.line}.str();
    step.refusal = resolution.error->message + (place.empty() ? "" : " (`" + place + "`)");
    return step;
  }
  step.profile = resolution.profile;
  const std::vector<Use> uses = foreign_uses(resolution, gate.codegen);
  if (uses.empty()) return step;
  step.backend = uses_text(uses, resolution.folder);
  step.with_llvm = llvm_command(files, request, resolution, gate);
  if (step.with_llvm.empty()) {
    step.backend += "; no profile key undoes that: take the flag out where it stands";
  }
  return step;
}

std::vector<std::string> common_notes() {
  return {
      "Write a gate's output to a file (`>\"${TMPDIR:-/tmp}/gate.log\" 2>&1`) and give the "
      "file to `classify_error`: a pipe into `tail` loses the exit status and the message.",
      "A configured backend is passed to every unit, also to those that are only checked: its "
      "component must be installed for every gate but fmt."};
}

}  // namespace

GatePlan general_gates() {
  GatePlan plan;
  for (const Gate& gate : gates(true, false)) {
    GateStep step{gate.name, gate.command, "", words_for(gate.codegen), "", "", ""};
    if (gate.codegen != Codegen::kNothing) {
      const std::string profile = gate.name == "test" ? "test" : "dev";
      const std::string part = gate.codegen == Codegen::kHostOnly ? ".build-override" : "";
      step.backend = "what a profile gives to Cranelift";
      step.with_llvm = with_slots(
          gate.command, {"profile." + profile + part + ".codegen-backend=\"llvm\""}, false);
    }
    plan.steps.push_back(std::move(step));
  }
  plan.steps.push_back(flake_step());
  plan.notes = common_notes();
  return plan;
}

GatePlan plan_gates(const Files& files, const cargo::Environment& environment,
                    const std::string& folder, const std::string& toolchain) {
  const cargo::Request request{folder, "cargo test --workspace", environment, toolchain};
  const Resolution test = cargo::resolve(files, request);
  if (test.root.empty()) {
    GatePlan plan = general_gates();
    plan.notes.insert(plan.notes.begin(),
                      "This is the general plan: " +
                          (test.error ? text::clip(test.error->message, 200)
                                      : "`" + text::clip(folder, 200) + "` holds no project") +
                          ".");
    return plan;
  }
  GatePlan plan;
  plan.folder = test.folder;
  const std::string root = cargo::parent(test.root);
  const auto has_file = [&](const std::string& name) {
    return files.kind(cargo::join(root, name)) == PathKind::kFile;
  };
  const bool has_flake = has_file("flake.nix");
  for (const Gate& gate : gates(has_file("Cargo.lock"), has_file(".config/nextest.toml"))) {
    plan.steps.push_back(project_step(files, request, gate));
  }
  if (has_flake) plan.steps.push_back(flake_step());
  plan.notes = common_notes();
  if (!has_file("Cargo.lock")) {
    plan.notes.emplace_back(
        "There is no Cargo.lock: commit one and add `--locked`, so that gates test what is "
        "shipped.");
  }
  return plan;
}

std::string gate_plan_text(const GatePlan& plan) {
  std::string out =
      plan.folder.empty() ? "Gates of a Rust project" : "Gates of `" + plan.folder + "`";
  out += ", the cheapest first:\n";
  int number = 0;
  for (const GateStep& step : plan.steps) {
    out += "\n" + std::to_string(++number) + ". `" + step.command + "`\n   ";
    if (!step.refusal.empty()) {
      out += "cargo stops at once: " + step.refusal + ".\n";
      continue;
    }
    if (!step.profile.empty()) out += "profile `" + step.profile + "`; ";
    out += "generates " + step.generates + ".\n";
    if (step.backend.empty()) continue;
    out += "   Not LLVM: " + step.backend + ".\n";
    if (!step.with_llvm.empty()) out += "   With LLVM: `" + step.with_llvm + "`\n";
  }
  out += "\n";
  for (const std::string& note : plan.notes) out += "- " + note + "\n";
  return out;
}

}  // namespace doctor::tools
