#include "cargo/resolve.h"

#include <algorithm>

#include "base/text.h"
#include "cargo/command.h"
#include "cargo/paths.h"
#include "cargo/rustflags.h"
#include "cargo/sources.h"
#include "cargo/surroundings.h"
#include "cargo/usage.h"

namespace doctor::cargo {
namespace {

// One resolution, step by step; a step that returns a Refusal ends it.
class Resolver {
 public:
  Resolver(const Files& files, const Request& request) : files_(files), request_(request) {}

  Resolution run() {
    if (auto refusal = resolve()) findings_.refuse(*std::move(refusal));
    if (action_of(out_.arguments.subcommand) == Action::kNothing) forgive_gate();
    out_.notes.insert(out_.notes.end(), findings_.notes.begin(), findings_.notes.end());
    out_.error = std::move(findings_.error);
    return std::move(out_);
  }

 private:
  std::optional<Refusal> resolve() {
    if (auto refusal = read_command()) return refusal;
    if (auto refusal = read_config()) return refusal;
    if (auto refusal = check_subcommand()) return refusal;
    const auto features = find_features(*config_, out_.arguments, out_.toolchain.channel);
    if (!features.ok()) return features.problem();
    note_compilers();
    if (out_.arguments.subcommand == "install" && out_.arguments.install_path.empty()) {
      findings_.note({},
                     "`cargo install` without --path builds a package that is not part of this "
                     "project; its configuration is that of " +
                         config_->home());
      return std::nullopt;
    }
    return read_project(features.value());
  }

  std::optional<Refusal> read_command() {
    const auto command = parse_command(request_.command, &request_.environment);
    if (!command) {
      return Refusal{
          ErrorClass::kOther, "`" + text::clip(request_.command, 80) + "` calls no cargo", {}};
    }
    const Surroundings surroundings = read_surroundings(command->lead);
    environment_ = inner_environment(request_.environment, surroundings, command->environment);
    if (!surroundings.shell.empty()) {
      findings_.note({}, "the command runs in `" + surroundings.shell +
                             "`, whose own variables (RUSTFLAGS, CARGO_*) are not known here");
    }
    out_.assigned = command->environment;
    if (!command->toolchain.empty()) out_.plus = "+" + command->toolchain;
    words_.assign(command->words.begin() + 1, command->words.end());
    out_.arguments = read_arguments(words_);
    std::string folder = request_.folder;
    for (const std::string& step : surroundings.folders) folder = join(folder, step);
    if (auto refusal = enter(folder)) return refusal;
    out_.start = out_.folder;
    out_.toolchain =
        find_toolchain(files_, environment_, out_.folder, request_.toolchain, command->toolchain);
    if (!out_.toolchain.fault.empty()) {
      findings_.note(out_.toolchain.origin,
                     "rustup, and with it cargo, stops at this file: " + out_.toolchain.fault);
    }
    if (!out_.arguments.folder.empty()) {
      const auto& unstable = out_.arguments.unstable;
      const bool is_allowed =
          std::find(unstable.begin(), unstable.end(), "unstable-options") != unstable.end();
      const Channel channel = effective_channel(out_.toolchain.channel, environment_);
      if (!is_allowed || channel == Channel::kStable) {
        return Refusal{ErrorClass::kOther,
                       "the `-C` flag is unstable: it needs a nightly and `-Z unstable-options`",
                       argument_origin("-C")};
      }
      auto refusal = enter(join(out_.folder, out_.arguments.folder));
      if (refusal) refusal->error_class = ErrorClass::kOther;
      return refusal;
    }
    return std::nullopt;
  }

  // C2: what counts is the physical folder.
  std::optional<Refusal> enter(const std::string& folder) {
    const Result<std::string> physical = files_.canonical(folder);
    if (!physical.ok() || files_.kind(folder) != PathKind::kFolder) {
      return Refusal{ErrorClass::kIo, "the folder `" + folder + "` does not exist", {folder, 0}};
    }
    out_.folder = physical.value();
    return std::nullopt;
  }

  std::optional<Refusal> load_config() {
    std::string start = out_.folder;
    if (!out_.arguments.install_path.empty()) start = join(start, out_.arguments.install_path);
    Findings found;
    auto config = Config::load(files_, start, environment_, out_.arguments.config, found);
    out_.notes = std::move(found.notes);
    if (found.error) findings_.refuse(*std::move(found.error));
    if (!config.ok()) return config.problem();
    config_ = std::move(config).value();
    out_.home = config_->home();
    return std::nullopt;
  }

  std::optional<Refusal> read_config() {
    out_.arguments.config.clear();  // cargo looks for aliases before it reads --config
    if (auto refusal = load_config()) return refusal;
    const auto expanded = expand_alias(words_, *config_);
    if (!expanded.ok()) return expanded.problem();
    const std::vector<std::string> before = out_.arguments.config;
    const std::vector<std::string>& words = expanded.value().words;
    if (words != words_) {
      findings_.note({}, "the alias stands for `cargo " + text::join(words, " ") + "`");
    }
    out_.arguments = read_arguments(expanded.value());
    out_.words = words;
    if (out_.arguments.config == before) return std::nullopt;
    return load_config();
  }

  std::optional<Refusal> check_subcommand() {
    const std::string& subcommand = out_.arguments.subcommand;
    if (subcommand.empty())
      return Refusal{ErrorClass::kOther, "the command names no subcommand of cargo", {}};
    if (auto refusal = check_usage(out_.words)) return refusal;
    const Action action = action_of(subcommand);
    if (action == Action::kUnknown) {
      const std::string near = closest_subcommand(subcommand);
      if (!near.empty()) {
        return Refusal{ErrorClass::kOther,
                       "no such command: `" + subcommand + "`; the closest is `" + near + "`",
                       {}};
      }
      findings_.note(
          {}, "`cargo " + subcommand + "` is not part of cargo; it is treated like `cargo build`");
    }
    if (action == Action::kNothing) {
      findings_.note(
          {}, "`cargo " + subcommand + "` compiles nothing; shown is what `cargo build` uses");
    }
    return std::nullopt;
  }

  // R7: whoever stands between cargo and rustc can change the flags.
  void note_compilers() {
    struct Key {
      std::string_view key;
      std::vector<std::string> variables;
    };
    for (const Key& key :
         {Key{"rustc", {"RUSTC", "CARGO_BUILD_RUSTC"}},
          Key{"rustc-wrapper", {"RUSTC_WRAPPER", "CARGO_BUILD_RUSTC_WRAPPER"}},
          Key{"rustc-workspace-wrapper",
              {"RUSTC_WORKSPACE_WRAPPER", "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER"}}}) {
      Choice choice;
      if (const ConfigValue* value = config_->find({"build", key.key})) {
        choice = {value->text, value->origin};
      }
      for (auto name = key.variables.rbegin(); name != key.variables.rend(); ++name) {
        const auto entry = environment_.find(*name);
        if (entry != environment_.end()) choice = {entry->second, variable_origin(*name)};
      }
      if (choice.value.empty()) continue;
      out_.compilers.push_back(choice);
      findings_.note(choice.origin,
                     "`" + choice.value +
                         "` stands in for rustc or wraps it and may "
                         "change any flag: this cannot be decided without running it");
    }
  }

  std::optional<Refusal> read_project(const Features& features) {
    const std::string given = out_.arguments.install_path.empty()
                                  ? out_.arguments.manifest_path
                                  : join(out_.arguments.install_path, "Cargo.toml");
    const auto manifest = find_manifest(files_, out_.folder, given);
    if (!manifest.ok()) return manifest.problem();
    auto workspace = load_workspace(files_, manifest.value(), config_->home(), features, findings_);
    if (!workspace.ok()) return workspace.problem();
    out_.root = workspace.value().root;
    set_gate(features, workspace.value().root_manifest());

    const bool needs_package =
        out_.arguments.subcommand == "rustc" || out_.arguments.subcommand == "rustdoc";
    if (needs_package && out_.arguments.packages.empty() &&
        !workspace.value().manifests.at(manifest.value()).has_package) {
      return Refusal{ErrorClass::kOther,
                     "`cargo " + out_.arguments.subcommand +
                         "` needs one package, and this manifest is a virtual one: name it with -p",
                     {manifest.value(), 0}};
    }
    const auto profile = requested_profile(out_.arguments);
    if (!profile.ok()) return profile.problem();
    out_.profile = profile.value();
    // Cargo's order: flags, packages, profiles.
    const Platform host = Platform::host();
    const auto flags = find_rustflags(*config_, out_.arguments, host, findings_);
    if (!flags.ok()) return flags.problem();
    const Rustflags& found = flags.value();
    const Platforms platforms{
        Platform(host.triple(), found.has_target ? std::vector<Choice>() : found.words),
        Platform(found.triple, found.words)};
    const auto packages = find_packages(files_, workspace.value(), source_folders(files_, *config_),
                                        out_.arguments, platforms, findings_);
    auto profiles = make_profiles(workspace.value().root_manifest(), *config_, out_.profile,
                                  features, findings_);
    if (!profiles.ok()) return profiles.problem();
    out_.profiles = std::move(profiles).value();

    check_packages(out_.profiles, packages, findings_);
    out_.rustflags = found.target;
    out_.flag_words = found.words;
    const Profile& finished = out_.profiles.finished.at(out_.profile);
    for (const Package& package : packages) {
      out_.packages.push_back({package, decide(finished, package, false, found.target),
                               decide(finished, package, true, found.host)});
    }
    note_flags(found);
    note_doctests();
    return std::nullopt;
  }

  void set_gate(const Features& features, const Manifest& root) {
    const Feature& feature = features.backend;
    bool is_open = feature.is_open;
    out_.gate.by = feature.by;
    for (const Choice& name : root.cargo_features) {
      if (is_open || name.value != feature.name) continue;
      is_open = true;
      out_.gate.by = name.origin;
    }
    if (features.channel == Channel::kStable) {
      out_.gate = {false, {}, false};
    } else if (features.channel == Channel::kUnknown && is_open) {
      out_.gate.open = std::nullopt;
    } else {
      out_.gate.open = is_open;
    }
  }

  void note_flags(const Rustflags& flags) {
    if (flags.target.value) {
      const bool beats = std::any_of(out_.packages.begin(), out_.packages.end(), [](const auto& p) {
        return std::any_of(p.target.backend.overrode.begin(), p.target.backend.overrode.end(),
                           [&](const Choice& c) { return c.value != *p.target.backend.value; });
      });
      findings_.note(
          flags.target.origin,
          "these flags choose `" + *flags.target.value + "`" +
              (beats ? " and beat every profile: the last flag on rustc's command line wins"
                     : " for every package, whatever a profile says"));
      if (!flags.host.value) {
        findings_.note(flags.target.origin,
                       "with --target they do not reach build scripts and proc-macros");
      }
    }
    const Setting behind = last_backend([&] {
      std::vector<Choice> words;
      for (const std::string& word : out_.arguments.behind)
        words.push_back({word, argument_origin("--")});
      return words;
    }());
    if (behind.value && out_.arguments.subcommand == "rustc") {
      findings_.note(behind.origin, "the arguments behind `--` choose `" + *behind.value +
                                        "` for the one target that `cargo rustc` compiles");
    }
  }

  // U6.
  void note_doctests() {
    const Action action = action_of(out_.arguments.subcommand);
    const bool is_chosen =
        std::any_of(out_.packages.begin(), out_.packages.end(), [](const auto& p) {
          return p.package.is_root && p.target.backend.value && *p.target.backend.value != "llvm";
        });
    if (!is_chosen || out_.arguments.subcommand == "bench") return;
    if (action == Action::kTest) {
      findings_.note({},
                     "doctests are compiled by rustdoc with rustc's default backend: neither "
                     "profiles nor RUSTFLAGS reach them, only RUSTDOCFLAGS does");
    } else if (action == Action::kDoc) {
      findings_.note({}, "rustdoc itself ignores the profile's backend; only dependencies get it");
    }
  }

  // G7: commands that compile nothing do not look at configured profiles.
  void forgive_gate() {
    const bool is_gate = findings_.error && findings_.error->error_class == ErrorClass::kGate;
    if (!is_gate || findings_.error->origin.name.ends_with("Cargo.toml")) return;
    findings_.note(findings_.error->origin,
                   findings_.error->message + "; this command does not mind");
    findings_.error.reset();
  }

  const Files& files_;
  const Request& request_;
  Resolution out_;
  Findings findings_;
  Environment environment_;
  std::vector<std::string> words_;
  std::optional<Config> config_;
};

}  // namespace

Resolution resolve(const Files& files, const Request& request) {
  return Resolver(files, request).run();
}

}  // namespace doctor::cargo
