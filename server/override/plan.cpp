#include "override/plan.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "knowledge/toolchain.h"
#include "override/crates.h"
#include "override/diff.h"
#include "override/options.h"

namespace doctor::override {
namespace {

constexpr std::string_view kConfigPath = ".cargo/config.toml";

constexpr std::array<std::string_view, 5> kScopeNames = {"recommended", "invocation", "package",
                                                         "profile", "project"};

Option titled(Option option, Scope scope, std::string title) {
  option.scope = scope;
  option.title = std::move(title);
  return option;
}

Option in_config(const std::vector<Key>& keys) {
  Option option;
  const auto edited = edit("", Wanted{keys, true}.settings(), std::string(kConfigPath));
  const std::string content = edited.ok() ? edited.value().text : "";
  option.files.push_back({std::string(kConfigPath),
                          "create",
                          creation_patch(std::string(kConfigPath), content),
                          content,
                          {},
                          {}});
  return option;
}

Key key_of(Part part, const std::string& profile, const std::string& crate) {
  switch (part) {
    case Part::kPackage:
      return backend_key(profile, "package", crate);
    case Part::kBuildOverride:
      return backend_key(profile, "build-override");
    case Part::kProfile:
      break;
  }
  return backend_key(profile);
}

// R1, R2: the variable that beats every profile, if one selects a backend.
std::optional<std::pair<std::string, std::string>> flags_variable(
    const std::map<std::string, std::string>& environment) {
  for (const std::string_view name : {"CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"}) {
    const auto found = environment.find(std::string(name));
    if (found == environment.end()) continue;
    const bool selects = found->second.find("codegen-backend") != std::string::npos ||
                         found->second.find("codegen_backend") != std::string::npos;
    if (selects) return *found;
    return std::nullopt;  // the first one that is set is the only source
  }
  return std::nullopt;
}

std::vector<std::string> caveats_of(const Request& request, Part part, bool is_for_tests) {
  std::vector<std::string> out;
  if (request.entry != nullptr) out = crate_advice(*request.entry, request.crate, request.version);
  out.emplace_back(
      "`-Zcodegen-backend` in RUSTFLAGS or any `rustflags` key beats every profile setting.");
  if (part == Part::kPackage) {
    out.emplace_back(
        "Generic and `#[inline]` code is compiled where it is used: name the crate that cargo "
        "blames.");
  } else {
    out.emplace_back("A `package.NAME` or `package.\"*\"` setting of a profile beats this.");
  }
  if (is_for_tests) out.emplace_back("Doctests ignore profiles: rustdoc uses its default backend.");
  return out;
}

// The narrowest part that the entry's own fixes call for; empty where they call for none.
std::string_view wanted_scope(const Request& request) {
  if (request.entry == nullptr) return "";
  for (const knowledge::Fix& fix : request.entry->fixes) {
    if (!fix.scope.empty()) return fix.scope;
  }
  return "";
}

bool lacks_crate(const Request& request) {
  const std::string_view scope = wanted_scope(request);
  return request.crate.empty() && scope != "profile" && scope != "build-override";
}

std::string why_of(const Request& request, Part part) {
  if (request.scope == Scope::kPackage && part != Part::kPackage) {
    return "A package override needs the name of the crate that cargo blames; without it the whole "
           "profile is the narrowest that surely works.";
  }
  if (request.scope == Scope::kProfile)
    return "All crates of the profile leave Cranelift, as asked.";
  if (request.scope == Scope::kProject)
    return "All crates of the project leave Cranelift, as asked.";
  if (lacks_crate(request)) {
    return "The crate is not known, so the whole profile is compiled with LLVM; with `crate` the "
           "override becomes narrower.";
  }
  switch (part) {
    case Part::kPackage:
      return "The rest keeps its backend; objects of both link together.";
    case Part::kBuildOverride:
      return "The failing code runs on the build machine: build scripts and proc-macros have a "
             "slot of their own.";
    case Part::kProfile:
      break;
  }
  return "All crates that take part must come from one backend here, so a single package override "
         "is not enough.";
}

}  // namespace

std::string_view name_of(Scope scope) {
  return kScopeNames[static_cast<std::size_t>(scope)];
}

std::optional<Scope> scope_of(std::string_view name) {
  const auto found = std::find(kScopeNames.begin(), kScopeNames.end(), name);
  if (found == kScopeNames.end()) return std::nullopt;
  return static_cast<Scope>(found - kScopeNames.begin());
}

std::string lasting_profile(const std::string& requested) {
  if (requested == "test") return "dev";
  return requested == "bench" ? "release" : requested;
}

std::string described(Part part, const std::string& crate) {
  switch (part) {
    case Part::kPackage:
      return "crate `" + crate + "`";
    case Part::kBuildOverride:
      return "build scripts and proc-macros";
    case Part::kProfile:
      break;
  }
  return "whole profile";
}

std::string stable_sentence(const std::string& toolchain) {
  return "The toolchain is " + toolchain +
         ": stable cargo refuses every `codegen-backend` key, also \"llvm\". Stable rustc compiles "
         "with LLVM anyway; remove the key, or use a nightly toolchain.";
}

Part part_of(const Request& request) {
  if (request.scope == Scope::kProfile || request.scope == Scope::kProject || lacks_crate(request))
    return Part::kProfile;
  if (request.scope == Scope::kPackage && !request.crate.empty()) return Part::kPackage;
  const std::string_view scope = wanted_scope(request);
  if (scope == "profile") return Part::kProfile;
  return scope == "build-override" ? Part::kBuildOverride : Part::kPackage;
}

Plan plan(const Request& request) {
  const auto parsed = cargo::parse_command(request.command);
  const cargo::Command command = parsed ? *parsed : *cargo::parse_command("cargo build");
  const std::string toolchain = request.toolchain.empty() ? command.toolchain : request.toolchain;
  Plan plan;
  plan.gate.how =
      "On nightly any one of: `[unstable] codegen-backend = true` in a .cargo/config.toml, "
      "`CARGO_UNSTABLE_CODEGEN_BACKEND=true`, "
      "`-Zcodegen-backend`, or `cargo-features = [\"codegen-backend\"]` at the top of the root "
      "Cargo.toml. The value \"llvm\" needs it too; "
      "on stable the key is always an error.";
  if (!toolchain.empty() && knowledge::is_stable(toolchain)) {
    plan.state = Plan::State::kImpossible;
    plan.why = stable_sentence(toolchain);
    return plan;
  }

  std::map<std::string, std::string> environment = command.environment;
  for (const auto& [name, value] : request.environment) environment.insert_or_assign(name, value);
  if (const auto flags = flags_variable(environment)) {
    const auto& [name, value] = *flags;
    plan.recommended = titled(by_flags(command, {value}, name != "RUSTFLAGS"), Scope::kInvocation,
                              "This command, through " + name);
    plan.why = name +
               " selects the backend and beats every profile, so only the flags can be changed: "
               "the last one wins.";
    plan.gate.needed = false;
    plan.gate.how = "None: compiler flags pass cargo's gate, but rustc must be a nightly.";
    plan.caveats = {"The profile's own settings have no effect while " + name +
                    " names a backend."};
    return plan;
  }

  const Part part = part_of(request);
  const std::string what = described(part, request.crate);
  const std::string& profile = command.profile;
  const Key key = key_of(part, profile, request.crate);
  const Scope lasting_scope = part == Part::kPackage ? Scope::kPackage : Scope::kProfile;
  std::vector<Option> options = {
      titled(by_arguments(command, {{key}, true}), Scope::kInvocation, "This command, " + what),
      titled(in_config({key_of(part, lasting_profile(profile), request.crate)}), lasting_scope,
             "Lasting, " + what)};
  if (part == Part::kPackage) {
    options.push_back(titled(by_arguments(command, {{backend_key(profile)}, true}),
                             Scope::kInvocation, "This command, whole profile"));
  } else {
    options.push_back(titled(by_environment(command, {{key}, true}), Scope::kInvocation,
                             "This command, " + what + ", through the environment"));
  }
  if (request.scope == Scope::kProject) {
    options.insert(
        options.begin(),
        titled(in_config({backend_key("dev"), backend_key("dev", "build-override"),
                          backend_key("release"), backend_key("release", "build-override")}),
               Scope::kProject, "Lasting, everything in this project"));
  }
  // Without a crate the profile stands in for the package.
  const Scope scope = request.scope == Scope::kPackage ? lasting_scope : request.scope;
  auto chosen = std::find_if(options.begin(), options.end(), [&](const Option& option) {
    return scope == Scope::kRecommended || option.scope == scope;
  });
  if (chosen == options.end()) chosen = options.begin();
  plan.recommended = *chosen;
  options.erase(chosen);
  plan.alternatives = std::move(options);
  plan.why = why_of(request, part);
  plan.caveats = caveats_of(request, part, command.subcommand == "test");
  return plan;
}

}  // namespace doctor::override
