#include "nix/warnings.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "cargo/paths.h"
#include "nix/channel.h"
#include "nix/components.h"
#include "nix/nightlies.h"

namespace doctor::nix {
namespace {

// An input that is too old for something newer beside it.
struct AgeTrap {
  Source old_input;
  Date fixed;        // inputs from this day on are fine
  Source with;       // kOther: the toolchain itself
  Date from;         // of `with`, or of a nightly
  Date stable_from;  // of a stable release; only for kOther
  std::string_view what;
  std::string_view entry;
};

constexpr Date kNever{9999, 1, 1};
constexpr std::array<AgeTrap, 6> kAgeTraps = {{
    {Source::kFenix,
     {2025, 11, 11},
     Source::kOther,
     {2024, 5, 18},
     {2025, 9, 18},
     "its rust-lld cannot start on NixOS with this toolchain",
     "fenix-rust-lld-not-patched"},
    {Source::kRustOverlay,
     {2025, 9, 15},
     Source::kOther,
     {2025, 9, 14},
     kNever,
     "it cannot unpack rustc of this nightly",
     "rust-overlay-etc-not-empty"},
    {Source::kRustOverlay,
     {2025, 10, 29},
     Source::kNixpkgs,
     {2025, 10, 29},
     kNever,
     "it cannot unpack archives with this nixpkgs",
     "rust-overlay-unknown-archive"},
    {Source::kFenix,
     {2024, 10, 16},
     Source::kNixpkgs,
     {2024, 10, 16},
     kNever,
     "buildRustPackage misses `targetPlatforms`",
     "overlay-targetplatforms-missing"},
    {Source::kRustOverlay,
     {2024, 10, 15},
     Source::kNixpkgs,
     {2024, 10, 15},
     kNever,
     "buildRustPackage misses `targetPlatforms`",
     "overlay-targetplatforms-missing"},
    {Source::kNixpkgs,
     {2026, 4, 24},
     Source::kOther,
     {2018, 1, 1},
     {2018, 1, 1},
     "crates.io answers 403 to its fetchers",
     "cratesio-403"},
}};

class Warner {
 public:
  Warner(const Project& project, const std::optional<CurrentPin>& pin, const Date& today)
      : project_(project), pin_(pin), today_(today) {}

  std::vector<Warning> run() {
    if (pin_) {
      check_channel();
      check_date();
      check_overlay_range();
      check_components();
      check_targets();
      check_hash();
      check_ignored_file();
    }
    check_missing_inputs();
    check_two_files();
    check_fetches();
    check_ages();
    return std::move(out_);
  }

 private:
  void warn(std::string text, std::string_view entry = "") {
    out_.push_back({std::move(text), std::string(entry)});
  }
  std::string place() const {
    return "`" + shown(pin_->file != nullptr ? pin_->file->where : pin_->where, project_) + "`";
  }
  bool calls(std::string_view name) const {
    return pin_->expression.find(name) != std::string::npos;
  }

  void check_channel() {
    const std::string& channel = pin_->channel;
    if (channel.empty() || channel == "?" || parse_channel(channel)) return;
    if (channel.starts_with("nightly-") && pin_->via == Via::kFenix) {
      warn(place() + ": `" + text::clip(channel, 60) +
               "` is no date (YYYY-MM-DD is needed): fenix takes it for a target and fetches the "
               "newest nightly, without a word",
           "fenix-malformed-date-becomes-target");
    } else {
      warn(place() + ": `" + text::clip(channel, 60) + "` is no channel that rustup knows");
    }
  }

  void check_date() {
    if (!pin_->is_exact || !pin_->date || !pin_->is_nightly()) return;
    if (*pin_->date > today_) {
      warn(place() + ": nightly-" + pin_->date->str() + " lies in the future",
           "nightly-date-has-no-manifest");
    } else if (nightly_exists(*pin_->date) == Existence::kNo) {
      warn(place() + ": there is no nightly of " + pin_->date->str() + "; the nearest is " +
               nearest_nightly(*pin_->date).str(),
           "nightly-date-has-no-manifest");
    }
  }

  // rust-overlay keeps nightlies from January 1st of the year before its own.
  void check_overlay_range() {
    const LockedInput* overlay =
        project_.lock ? project_.lock->find(Source::kRustOverlay) : nullptr;
    const bool concerns = pin_->via == Via::kRustOverlay && pin_->is_nightly() && pin_->is_exact;
    if (!concerns || overlay == nullptr || !overlay->date || !pin_->date) return;
    if (*pin_->date > *overlay->date) {
      warn(place() + ": nightly-" + pin_->date->str() + " is newer than rust-overlay of " +
               overlay->date->str() + "; run `" + update_command(*overlay) + "`",
           "rust-overlay-nightly-purged");
    } else if (*pin_->date < Date{overlay->date->year - 1, 1, 1}) {
      warn(place() + ": rust-overlay of " + overlay->date->str() + " has no nightly before " +
               Date{overlay->date->year - 1, 1, 1}.str(),
           "rust-overlay-nightly-purged");
    }
  }

  void check_components() {
    const bool drops = calls("fromToolchainFile");
    const std::string effect = drops ? "fenix leaves it out without a word" : "evaluation fails";
    const std::string_view entry =
        drops ? "fenix-toolchain-file-drops-components"
              : (pin_->via == Via::kRustOverlay ? "rust-overlay-unknown-component"
                                                : "fenix-component-not-in-channel");
    for (const std::string& name : pin_->components) {
      const Component* component = find_component(name);
      if (component != nullptr && !is_in_fenix_set(pin_->set, *component)) {
        warn(place() + ": `fenix." + pin_->set + "` has no `" + name + "`; evaluation fails",
             "fenix-profile-lacks-component");
        continue;
      }
      if (component == nullptr) {
        const std::string near = closest_component(name);
        warn(place() + ": no component is called `" + text::clip(name, 60) + "`" +
                 (near.empty() ? "" : " (`" + near + "`?)") + "; " + effect,
             entry);
      } else if (component->is_nightly_only && !pin_->channel.empty() && !pin_->is_nightly()) {
        warn(place() + ": `" + name + "` exists for nightly only; with " + pin_->channel + " " +
                 effect,
             entry);
      } else if (pin_->is_exact && pin_->date && *pin_->date < component->since) {
        warn(place() + ": `" + name + "` exists from nightly-" + component->since.str() + " on; " +
                 effect,
             entry);
      }
    }
  }

  void check_targets() {
    for (const std::string& target : pin_->targets) {
      if (target == "*" || is_target(target)) continue;
      const std::string_view successor = successor_of_target(target);
      const std::string near = successor.empty() ? closest_target(target) : std::string(successor);
      warn(place() + ": no target is called `" + text::clip(target, 60) + "`" +
               (near.empty() ? "" : " (`" + near + "`?)"),
           successor.empty() ? "fenix-toolchain-file-bad-target" : "fenix-wasi-renamed");
    }
  }

  void check_hash() {
    const bool takes_hash = calls("toolchainOf") || calls("fromToolchainFile");
    if (pin_->via != Via::kFenix || !takes_hash) return;
    if (pin_->hash.empty() && project_.has_flake()) {
      warn(place() + ": no `sha256`, which a flake's pure evaluation demands",
           "fenix-pure-eval-no-sha256");
      return;
    }
    const auto channel = parse_channel(pin_->channel);
    const bool is_moving =
        channel && !channel->date &&
        (channel->kind != ChannelKind::kRelease || text::split(channel->release, '.').size() < 3);
    if (is_moving && !pin_->hash.empty()) {
      warn(place() + ": the manifest of `" + pin_->channel +
               "` is rewritten by each release, so its `sha256` will stop matching",
           "fenix-moving-channel-hash");
    }
  }

  // cargo from Nix is not rustup's proxy.
  void check_ignored_file() {
    if (!project_.toolchain_file || pin_->file != nullptr) return;
    const std::string& asked = project_.toolchain_file->channel;
    if (asked.empty() || asked == pin_->channel) return;
    warn("`" + shown(project_.toolchain_file->where, project_) + "` asks for `" +
             text::clip(asked, 60) + "`, which a cargo from Nix ignores",
         "nixos-toolchain-file-ignored");
  }

  void check_missing_inputs() {
    for (const NixFile& file : project_.files) {
      if (!file.file.ends_with("/flake.nix")) continue;
      for (const SourceUse& source : file.sources) {
        if (source.name.empty() || source.name == "inputs") continue;
        const std::string at = "`" + shown(source.where, project_) + "`";
        if (!project_.lock) {
          const bool is_known = source.source != Source::kOther;
          if (!is_known || has_lock_problem()) continue;
          warn(at + ": input `" + source.name +
               "` is not locked, so nothing is pinned: run `nix flake lock` and commit flake.lock");
          return;
        }
        if (project_.lock->at(source.name) == nullptr && !is_broken(source.name)) {
          warn(at + ": input `" + text::clip(source.name, 60) +
               "` is not in flake.lock: run `nix flake lock`");
        }
      }
    }
  }

  // Such an input is in the lock, and its problem is reported already.
  bool is_broken(const std::string& name) const {
    const auto& problems = project_.lock->problems;
    return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
      return problem.message.starts_with("input `" + name + "` ");
    });
  }

  bool has_lock_problem() const {
    return std::any_of(project_.problems.begin(), project_.problems.end(),
                       [](const Problem& p) { return p.where.file.ends_with("flake.lock"); });
  }

  void check_two_files() {
    if (project_.toolchain_files.size() < 2) return;
    warn("both `rust-toolchain` and `rust-toolchain.toml` exist; the one without extension counts",
         "fenix-toolchain-file-config-errors");
  }

  void check_fetches() {
    for (const NixFile& file : project_.files) {
      for (const SourceUse& source : file.sources) {
        const bool is_branch = source.reference.find("/archive/") != std::string::npos &&
                               (source.reference.find("/main.") != std::string::npos ||
                                source.reference.find("/master.") != std::string::npos);
        if (!source.name.empty() || !is_branch) continue;
        warn("`" + shown(source.where, project_) + "` fetches " +
             std::string(name_of(source.source)) +
             " from a branch, so the toolchain changes by itself: name a commit");
      }
    }
  }

  void check_ages() {
    if (!project_.lock) return;
    for (const AgeTrap& trap : kAgeTraps) {
      const LockedInput* input = project_.lock->find(trap.old_input);
      if (input == nullptr || !input->date || *input->date >= trap.fixed) continue;
      if (trap.with != Source::kOther) {
        const LockedInput* with = project_.lock->find(trap.with);
        if (with == nullptr || !with->date || *with->date < trap.from) continue;
      } else if (!is_in_trap(trap)) {
        continue;
      }
      warn("`" + input->path + "` is of " + input->date->str() + ": " + std::string(trap.what) +
               "; run `" + update_command(*input) + "`",
           trap.entry);
    }
  }

  bool is_in_trap(const AgeTrap& trap) const {
    if (trap.old_input == Source::kNixpkgs) return true;
    const Via via = trap.old_input == Source::kFenix ? Via::kFenix : Via::kRustOverlay;
    if (!pin_ || pin_->via != via || !pin_->date) return false;
    return *pin_->date >= (pin_->is_nightly() ? trap.from : trap.stable_from);
  }

  const Project& project_;
  const std::optional<CurrentPin>& pin_;
  const Date today_;
  std::vector<Warning> out_;
};

}  // namespace

std::vector<Warning> warnings_of(const Project& project, const std::optional<CurrentPin>& pin,
                                 const Date& today) {
  return Warner(project, pin, today).run();
}

std::string shown(const Location& where, const Project& project) {
  return Location{cargo::shown_from(where.file, project.folder), where.line, 0}.str();
}

}  // namespace doctor::nix
