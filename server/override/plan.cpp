#include "override/plan.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "cargo/shell_line.h"
#include "knowledge/toolchain.h"
#include "override/crates.h"
#include "override/diff.h"

namespace doctor::override {
namespace {

constexpr std::string_view kConfigPath = ".cargo/config.toml";
constexpr std::string_view kGateKey = "unstable.codegen-backend";

constexpr std::array<std::string_view, 5> kScopeNames = {"recommended", "invocation", "package",
                                                         "profile", "project"};

// A key of TOML: bare where that is allowed. Names come from logs and commands, so anything may
// stand in them.
std::string toml_key(const std::string& name) {
  const auto is_bare = [](char c) { return text::is_word(c) || c == '-'; };
  if (!name.empty() && std::all_of(name.begin(), name.end(), is_bare)) return name;
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '_' : c;
  }
  return text::repair_utf8(out) + "\"";
}

// The part of a profile that is set: "" (the profile), "build-override" or "package.NAME".
struct Slot {
  std::string profile;
  std::string part;

  std::string key() const {
    return "profile." + toml_key(profile) + (part.empty() ? "" : "." + part) + ".codegen-backend";
  }
  std::string header() const {
    return "[profile." + toml_key(profile) + (part.empty() ? "" : "." + part) + "]";
  }
};

std::string package_part(const std::string& crate) {
  return "package." + toml_key(crate);
}

// The lasting form names dev for what dev passes on to test (F3): one key then serves build and
// test.
std::string lasting_profile(const std::string& requested) {
  if (requested == "test") return "dev";
  return requested == "bench" ? "release" : requested;
}

Option invocation(const cargo::Command& command, const std::vector<Slot>& slots,
                  std::string title) {
  Option option;
  option.scope = Scope::kInvocation;
  option.title = std::move(title);
  option.cargo_arguments = {"--config", std::string(kGateKey) + "=true"};
  for (const Slot& slot : slots) {
    option.cargo_arguments.insert(option.cargo_arguments.end(),
                                  {"--config", slot.key() + "=\"llvm\""});
  }
  std::vector<std::string> quoted;
  for (const std::string& word : option.cargo_arguments) quoted.push_back(cargo::shell_quote(word));
  option.command = cargo::with_arguments(command, quoted);
  return option;
}

Option in_config(Scope scope, const std::vector<Slot>& slots, std::string title) {
  Option option;
  option.scope = scope;
  option.title = std::move(title);
  std::string content = "[unstable]\ncodegen-backend = true\n";
  for (const Slot& slot : slots) content += "\n" + slot.header() + "\ncodegen-backend = \"llvm\"\n";
  option.files.push_back({std::string(kConfigPath), "create",
                          creation_patch(std::string(kConfigPath), content), content});
  return option;
}

// The narrowest part that the entry's own fixes call for.
std::string_view wanted_part(const Request& request) {
  if (request.entry != nullptr) {
    for (const knowledge::Fix& fix : request.entry->fixes) {
      if (!fix.scope.empty()) return fix.scope;
    }
  }
  return request.crate.empty() ? "profile" : "package";
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

// An option that puts LLVM behind the flag that selects another backend: the last one wins (R1).
Option through_flags(const cargo::Command& command, const std::string& name,
                     const std::string& value) {
  const bool is_encoded = name == "CARGO_ENCODED_RUSTFLAGS";
  Option option;
  option.scope = Scope::kInvocation;
  option.title = "This command, through " + name;
  option.environment[name] = value + (is_encoded ? "\x1f" : " ") + "-Zcodegen-backend=llvm";
  if (!is_encoded) option.command = cargo::with_environment(command, option.environment);
  return option;
}

Option through_environment(const cargo::Command& command) {
  std::string name = command.profile;
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  });
  Option option;
  option.scope = Scope::kInvocation;
  option.title = "This command, whole profile, through the environment";
  option.environment = {{"CARGO_UNSTABLE_CODEGEN_BACKEND", "true"},
                        {"CARGO_PROFILE_" + name + "_CODEGEN_BACKEND", "llvm"}};
  option.command = cargo::with_environment(command, option.environment);
  return option;
}

std::vector<std::string> caveats_of(const Request& request, std::string_view part,
                                    bool is_for_tests) {
  std::vector<std::string> out;
  if (request.entry != nullptr) out = crate_advice(*request.entry, request.crate, request.version);
  out.emplace_back(
      "`-Zcodegen-backend` in RUSTFLAGS or any `rustflags` key beats every profile setting.");
  if (part == "package") {
    out.emplace_back(
        "Generic and `#[inline]` code is compiled where it is used: name the crate that cargo "
        "blames.");
  } else {
    out.emplace_back("A `package.NAME` or `package.\"*\"` setting of a profile beats this.");
  }
  if (is_for_tests) out.emplace_back("Doctests ignore profiles: rustdoc uses its default backend.");
  return out;
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
    plan.is_possible = false;
    plan.why = "The toolchain is " + toolchain +
               ": stable cargo refuses every `codegen-backend` key, also \"llvm\". Stable rustc "
               "compiles with LLVM anyway; remove the key, "
               "or use a nightly toolchain.";
    return plan;
  }

  std::string_view part = wanted_part(request);
  const bool lacks_crate = request.crate.empty() && (part == "package" || request.entry == nullptr);
  if (request.scope == Scope::kPackage && !request.crate.empty()) part = "package";
  if (request.scope == Scope::kProfile || request.scope == Scope::kProject || lacks_crate)
    part = "profile";
  const std::string inner = part == "package"   ? package_part(request.crate)
                            : part == "profile" ? ""
                                                : std::string(part);
  const std::string what = part == "package"   ? "crate `" + request.crate + "`"
                           : part == "profile" ? "whole profile"
                                               : "build scripts and proc-macros";
  const std::string& profile = command.profile;
  const std::string lasting = lasting_profile(profile);

  std::map<std::string, std::string> environment = command.environment;
  for (const auto& [name, value] : request.environment) environment.insert_or_assign(name, value);
  const Option once = invocation(command, {{profile, inner}}, "This command, " + what);
  const Scope lasting_scope = part == "package" ? Scope::kPackage : Scope::kProfile;
  const Option stays = in_config(lasting_scope, {{lasting, inner}}, "Lasting, " + what);
  const Option project = in_config(
      Scope::kProject,
      {{"dev", ""}, {"dev", "build-override"}, {"release", ""}, {"release", "build-override"}},
      "Lasting, everything in this project");

  if (const auto flags = flags_variable(environment)) {
    plan.recommended = through_flags(command, flags->first, flags->second);
    plan.why = flags->first +
               " selects the backend and beats every profile, so only the flags can be changed: "
               "the last one wins.";
    plan.gate.needed = false;
    plan.gate.how = "None: compiler flags pass cargo's gate, but rustc must be a nightly.";
    plan.caveats = {"The profile's own settings have no effect while " + flags->first +
                    " names a backend."};
    return plan;
  }

  std::vector<Option> options = {once, stays};
  if (part != "package") options.push_back(through_environment(command));
  if (part == "package") {
    options.push_back(invocation(command, {{profile, ""}}, "This command, whole profile"));
  }
  if (request.scope == Scope::kProject) options.insert(options.begin(), project);
  // Without a crate the profile stands in for the package.
  const Scope scope = request.scope == Scope::kPackage ? lasting_scope : request.scope;
  const auto wanted = [&](const Option& option) {
    return scope == Scope::kRecommended || option.scope == scope;
  };
  auto chosen = std::find_if(options.begin(), options.end(), wanted);
  if (chosen == options.end()) chosen = options.begin();
  plan.recommended = *chosen;
  options.erase(chosen);
  plan.alternatives = std::move(options);

  if (request.scope == Scope::kPackage && part != "package") {
    plan.why =
        "A package override needs the name of the crate that cargo blames; without it the whole "
        "profile is the narrowest that surely works.";
  } else if (request.scope == Scope::kProfile || request.scope == Scope::kProject) {
    plan.why = "All crates of the " +
               std::string(request.scope == Scope::kProfile ? "profile" : "project") +
               " leave Cranelift, as asked.";
  } else if (lacks_crate) {
    plan.why =
        "The crate is not known, so the whole profile is compiled with LLVM; with `crate` the "
        "override becomes narrower.";
  } else if (part == "package") {
    plan.why = "The rest keeps its backend; objects of both link together.";
  } else if (part == "build-override") {
    plan.why =
        "The failing code runs on the build machine: build scripts and proc-macros have a slot of "
        "their own.";
  } else {
    plan.why =
        "All crates that take part must come from one backend here, so a single package override "
        "is not enough.";
  }
  plan.caveats = caveats_of(request, part, command.subcommand == "test");
  return plan;
}

}  // namespace doctor::override
