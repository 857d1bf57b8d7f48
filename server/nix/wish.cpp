#include "nix/wish.h"

#include <algorithm>
#include <array>

#include "base/similar.h"
#include "base/text.h"
#include "nix/availability.h"
#include "nix/components.h"
#include "nix/current_pin.h"
#include "nix/nightlies.h"

namespace doctor::nix {
namespace {

constexpr std::array<std::string_view, 4> kCommonSystems = {"x86_64-linux", "aarch64-linux",
                                                            "x86_64-darwin", "aarch64-darwin"};

// What nixpkgs has as packages of their own (pkgs/top-level, rustPlatform).
constexpr std::array<std::string_view, 6> kInNixpkgs = {"cargo",   "rustc",    "clippy",
                                                        "rustfmt", "rust-src", "rust-analyzer"};

std::string in_quotes(std::string_view text) {
  return "\"" + text::clip(text, 60) + "\"";
}

// One wish, step by step; a step that returns a Refusal ends it.
class Decider {
 public:
  Decider(const Wish& wish, const Project& project, const Date& today)
      : wish_(wish), project_(project), today_(today), current_(current_pin(project)) {}

  Result<Pin, Refusal> run() {
    using Step = Verdict (Decider::*)();
    constexpr std::array<Step, 10> kSteps = {&Decider::take_components, &Decider::take_targets,
                                             &Decider::take_via,        &Decider::take_channel,
                                             &Decider::take_date,       &Decider::take_host,
                                             &Decider::check_nixpkgs,   &Decider::check_hosts,
                                             &Decider::check_fenix_set, &Decider::check_overlay};
    for (const Step step : kSteps) {
      if (Verdict refusal = (this->*step)()) return *std::move(refusal);
    }
    for (const Component* component : components_) pin_.components.emplace_back(component->name);
    return std::move(pin_);
  }

 private:
  bool wants(std::string_view name) const {
    return std::any_of(components_.begin(), components_.end(),
                       [&](const Component* component) { return component->name == name; });
  }
  const Component* nightly_only() const {
    const auto found =
        std::find_if(components_.begin(), components_.end(),
                     [](const Component* component) { return component->is_nightly_only; });
    return found == components_.end() ? nullptr : *found;
  }

  Verdict add_component(std::string_view name) {
    const Component* component = find_component(name);
    if (component == nullptr) {
      const std::string near = closest_component(name);
      return Refusal{"there is no component " + in_quotes(name),
                     near.empty() ? "" : "the closest is `" + near + "`"};
    }
    if (!wants(component->name)) components_.push_back(component);
    return std::nullopt;
  }

  Verdict take_components() {
    for (const std::string_view name : {"cargo", "rustc"}) add_component(name);
    std::vector<std::string> names = wish_.components;
    if (!names.empty()) {
      names.insert(names.begin(), {"clippy", "rustfmt"});
    } else if (current_ && !current_->components.empty()) {
      // What the project has now stays, as far as it exists.
      names = current_->components;
      std::erase_if(names, [](const std::string& name) { return find_component(name) == nullptr; });
    } else {
      names = usual_components();
    }
    for (const std::string& name : names) {
      if (Verdict refusal = add_component(name)) return refusal;
    }
    if (wants("rust-analyzer") && !wants("rust-src")) {
      add_component("rust-src");
      pin_.notes.emplace_back("rust-src is added: rust-analyzer needs the library's source.");
    }
    return std::nullopt;
  }

  Verdict take_targets() {
    for (const std::string& target : wish_.targets) {
      if (is_target(target)) {
        pin_.targets.push_back(target);
        continue;
      }
      const std::string_view successor = successor_of_target(target);
      if (!successor.empty()) {
        return Refusal{"the target " + in_quotes(target) + " was renamed",
                       "its name is `" + std::string(successor) + "`"};
      }
      const std::string near = closest_target(target);
      return Refusal{"there is no standard library for the target " + in_quotes(target),
                     near.empty() ? "" : "the closest is `" + near + "`"};
    }
    return std::nullopt;
  }

  Verdict take_via() {
    if (!wish_.via.empty()) {
      const auto via = via_of(wish_.via);
      if (!via)
        return Refusal{"`via` is " + in_quotes(wish_.via),
                       "fenix, rust-overlay, rust-toolchain.toml or nixpkgs"};
      pin_.via = *via;
      return std::nullopt;
    }
    const auto has = [&](Source source) {
      return project_.lock && project_.lock->find(source) != nullptr;
    };
    const bool is_plain = !current_ || current_->via == Via::kNixpkgs;
    if (!is_plain) {
      pin_.via = current_->via;
    } else if (has(Source::kRustOverlay) && !has(Source::kFenix)) {
      pin_.via = Via::kRustOverlay;
    }
    return std::nullopt;
  }

  Verdict take_channel() {
    if (!wish_.channel.empty()) {
      const auto channel = parse_channel(wish_.channel);
      if (!channel) return unreadable_channel();
      pin_.channel = *channel;
      if (channel->was_commit_date && channel->date) {
        pin_.notes.push_back(
            "`rustc -V` names the commit's day; the nightly is of the day after, " +
            channel->date->str() + ".");
      }
      return std::nullopt;
    }
    const bool is_nightly = !wish_.date.empty() || nightly_only() != nullptr;
    const auto now = current_ ? parse_channel(current_->channel) : std::nullopt;
    if (pin_.via == Via::kNixpkgs && !is_nightly) {
      pin_.channel.kind = ChannelKind::kStable;
    } else if (now && (!is_nightly || (now->is_nightly() && wish_.date.empty()))) {
      pin_.channel = *now;
    }
    return std::nullopt;
  }

  Refusal unreadable_channel() const {
    if (wish_.channel.starts_with("nightly-")) {
      return {"`channel` is " + in_quotes(wish_.channel) +
                  ", which is no date (fenix would take it for a target and fetch the newest "
                  "nightly)",
              "`nightly-YYYY-MM-DD`, both numbers with two digits"};
    }
    const std::string near = closest(wish_.channel, {"nightly", "stable", "beta"});
    return {"`channel` is " + in_quotes(wish_.channel) +
                "; nightly, beta, stable, a release such as 1.95.0, nightly-YYYY-MM-DD or the text "
                "of `rustc -V` is needed",
            near.empty() ? "" : "the closest is `" + near + "`"};
  }

  Verdict take_date() {
    if (!wish_.date.empty()) {
      const auto date = Date::parse(wish_.date);
      if (!date) {
        return Refusal{"`date` is " + in_quotes(wish_.date) + ", which is no day",
                       "YYYY-MM-DD, both numbers with two digits"};
      }
      const bool is_dated = pin_.channel.is_nightly() || pin_.channel.kind == ChannelKind::kBeta;
      if (!is_dated) {
        return Refusal{"only nightly and beta have dates, not " + pin_.channel.str(),
                       stable_at(*date) ? "`channel` \"" + *stable_at(*date) +
                                              "\" was the stable release of that day"
                                        : "a release such as `channel` \"1.95.0\""};
      }
      if (pin_.channel.date && *pin_.channel.date != *date) {
        return Refusal{"`channel` and `date` name two days", "give one of them"};
      }
      pin_.channel.date = *date;
    }
    if (Verdict refusal = check_day(pin_.channel, today_, pin_.notes)) return refusal;
    if (Verdict refusal = check_components(components_, pin_.channel)) return refusal;
    return check_release(pin_.channel, pin_.via == Via::kToolchainFile, pin_.notes);
  }

  Verdict take_host() {
    if (wish_.host.empty()) {
      for (const std::string_view system : kCommonSystems) pin_.systems.emplace_back(system);
      return std::nullopt;
    }
    host_ = find_host(wish_.host);
    if (host_ == nullptr) {
      const std::string near = closest_host(wish_.host);
      return Refusal{"there is no host " + in_quotes(wish_.host) + " that rustc runs on",
                     near.empty() ? "" : "the closest is `" + near + "`"};
    }
    if (pin_.via == Via::kToolchainFile) return std::nullopt;
    const std::string triple(host_->triple);
    if (host_->system.empty()) {
      const bool is_musl = triple.ends_with("-musl");
      return Refusal{"Nix toolchains do not run on " + triple,
                     is_musl ? "`host` \"x86_64-linux\" with `targets` [\"" + triple + "\"]"
                             : "`via` \"rust-toolchain.toml\", read by rustup"};
    }
    if (pin_.via == Via::kFenix && !host_->is_in_fenix) {
      return Refusal{"fenix has no packages for " + std::string(host_->system),
                     "`via` \"rust-overlay\""};
    }
    pin_.systems = {std::string(host_->system)};
    return std::nullopt;
  }

  Verdict check_nixpkgs() {
    if (pin_.via != Via::kNixpkgs) return std::nullopt;
    const std::string other = "`via` \"fenix\" or \"rust-overlay\"";
    if (pin_.channel.kind != ChannelKind::kStable) {
      return Refusal{
          "nixpkgs has one stable Rust, the one of its own date, and not " + pin_.channel.str(),
          other};
    }
    if (!pin_.targets.empty()) {
      return Refusal{"rustc of nixpkgs comes without standard libraries for further targets",
                     other};
    }
    for (const Component* component : components_) {
      const bool is_there =
          component->name == "rust-std" ||
          std::find(kInNixpkgs.begin(), kInNixpkgs.end(), component->name) != kInNixpkgs.end();
      if (!is_there) {
        return Refusal{"nixpkgs has no `" + std::string(component->name) + "` for its rustc",
                       other};
      }
    }
    std::erase_if(components_, [](const Component* c) { return c->name == "rust-std"; });
    return std::nullopt;
  }

  // Hosts without one of the components fall away; a host that was asked for must have all.
  Verdict check_hosts() {
    for (const Component* component : components_) {
      const auto lacks = [&](std::string_view triple) {
        const auto since = component_since(*component, triple);
        return !since || (pin_.channel.date && *pin_.channel.date < *since);
      };
      if (host_ != nullptr && lacks(host_->triple))
        return missing_on_host(*component, host_->triple);
      std::vector<std::string> left_out;
      std::erase_if(pin_.systems, [&](const std::string& system) {
        const bool is_lacking = lacks(find_host(system)->triple);
        if (is_lacking) left_out.push_back(system);
        return is_lacking;
      });
      if (!left_out.empty() && pin_.via != Via::kToolchainFile) {
        pin_.notes.push_back("`" + std::string(component->name) + "` does not exist for " +
                             text::join(left_out, ", ") +
                             (pin_.channel.date ? " in this nightly" : "") + ".");
      }
    }
    return std::nullopt;
  }

  // flake.lock holds one nightly, whose set has fewer components than a manifest.
  Verdict check_fenix_set() {
    const bool is_locked =
        pin_.via == Via::kFenix && pin_.channel.is_nightly() && !pin_.channel.date;
    if (!is_locked) return std::nullopt;
    for (const Component* component : components_) {
      if (is_in_fenix_set("complete", *component)) continue;
      return Refusal{"`fenix.complete` has no `" + std::string(component->name) + "`",
                     "a dated nightly, e.g. `date` \"" + kCheckedTo.str() + "\""};
    }
    return std::nullopt;
  }

  Verdict check_overlay() {
    if (pin_.via == Via::kToolchainFile && pin_.channel.is_nightly() && !pin_.channel.date) {
      pin_.channel.date = kCheckedTo;
      pin_.notes.push_back("An undated nightly pins nothing; " + kCheckedTo.str() +
                           " is the newest that was looked up with all components.");
    }
    const bool is_dated =
        pin_.via == Via::kRustOverlay && pin_.channel.is_nightly() && pin_.channel.date;
    if (!is_dated) return std::nullopt;
    const Date& date = *pin_.channel.date;
    const LockedInput* overlay =
        project_.lock ? project_.lock->find(Source::kRustOverlay) : nullptr;
    const Date now = overlay != nullptr && overlay->date ? *overlay->date : today_;
    if (date >= Date{now.year - 1, 1, 1}) {
      if (overlay != nullptr && date > now) {
        pin_.notes.push_back("The locked rust-overlay is of " + now.str() + ": run `" +
                             update_command(*overlay) + "` first.");
      }
      return std::nullopt;
    }
    auto snapshot = overlay_snapshot(date);
    if (!snapshot.ok()) return snapshot.problem();
    pin_.overlay_url = "github:oxalica/rust-overlay/" + snapshot.value();
    pin_.notes.push_back("Today's rust-overlay has dropped this nightly; the tag " +
                         snapshot.value() + " has it.");
    return std::nullopt;
  }

  const Wish& wish_;
  const Project& project_;
  const Date today_;
  const std::optional<CurrentPin> current_;
  const Host* host_ = nullptr;
  std::vector<const Component*> components_;
  Pin pin_;
};

}  // namespace

bool Wish::is_empty() const {
  return via.empty() && channel.empty() && date.empty() && components.empty() && targets.empty() &&
         host.empty();
}

std::vector<std::string> usual_components() {
  return {"clippy", "rustfmt", "rust-src", "rust-analyzer"};
}

Result<Pin, Refusal> decide(const Wish& wish, const Project& project, const Date& today) {
  return Decider(wish, project, today).run();
}

}  // namespace doctor::nix
