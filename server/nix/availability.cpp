#include "nix/availability.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "nix/nightlies.h"

namespace doctor::nix {
namespace {

// rust-overlay drops a year's nightlies in the year after the next and keeps them at these tags.
struct Snapshot {
  std::string_view tag;
  Date from;
  Date to;
};

constexpr std::array<Snapshot, 3> kSnapshots = {{
    {"snapshot/2024-08-01", {2018, 9, 13}, {2024, 6, 27}},
    {"snapshot/2025-01-11", {2023, 1, 1}, {2025, 1, 11}},
    {"snapshot/2026-03-11", {2024, 1, 1}, {2026, 3, 11}},
}};

// The last nightly in which one of the common components was missing on a common host is the day
// before.
constexpr Date kAllHaveAll{2022, 9, 23};

}  // namespace

Verdict check_day(const Channel& channel, const Date& today, std::vector<std::string>& notes) {
  if (!channel.date) return std::nullopt;
  const Date& date = *channel.date;
  if (date > today) {
    return Refusal{date.str() + " lies in the future (today is " + today.str() + ", UTC)",
                   "`date` \"" + std::min(today, kCheckedTo).str() + "\""};
  }
  if (date < kFirstNightly) {
    return Refusal{"nightlies before " + kFirstNightly.str() + " are not supported",
                   "`date` \"" + nearest_nightly(kCheckedFrom).str() + "\""};
  }
  if (!channel.is_nightly()) {
    notes.emplace_back(
        "A beta is not published every day; a day without one gives HTTP error 404.");
    return std::nullopt;
  }
  switch (nightly_exists(date)) {
    case Existence::kNo:
      return Refusal{"there is no nightly of " + date.str(),
                     "`date` \"" + nearest_nightly(date).str() + "\""};
    case Existence::kNotInData:
      notes.push_back("No nightly of " + date.str() +
                      " is known; the nearest that is: " + nearest_nightly(date).str() + ".");
      break;
    case Existence::kNotChecked:
      notes.push_back("Nightlies after " + kCheckedTo.str() + " and before " + kCheckedFrom.str() +
                      " were not looked up: `curl -sI https://static.rust-lang.org/dist/" +
                      date.str() + "/channel-rust-nightly.toml` tells.");
      break;
    case Existence::kYes:
      break;
  }
  if (date < kAllHaveAll) {
    notes.push_back("Some nightlies before " + kAllHaveAll.str() +
                    " lack clippy, rustfmt or miri: evaluation tells.");
  }
  return std::nullopt;
}

Verdict check_components(const std::vector<const Component*>& components, const Channel& channel) {
  for (const Component* component : components) {
    const bool is_old = channel.date && *channel.date < component->since;
    if (is_old) {
      return Refusal{"`" + std::string(component->name) + "` exists from nightly-" +
                         component->since.str() + " on",
                     "`date` \"" + component->since.str() + "\" or later"};
    }
    if (component->is_nightly_only && !channel.is_nightly()) {
      return Refusal{"`" + std::string(component->name) +
                         "` exists for nightly only, on no host for " + channel.str() +
                         " (manifests of stable name it and mark it unavailable)",
                     "`channel` \"nightly\""};
    }
  }
  return std::nullopt;
}

Verdict check_release(const Channel& channel, bool may_move, std::vector<std::string>& notes) {
  if (channel.kind != ChannelKind::kRelease) return std::nullopt;
  const std::string& release = channel.release;
  const bool is_series = text::split(release, '.').size() == 2;
  if (is_series && !may_move) {
    const auto full = newest_of_series(release);
    return Refusal{
        "`channel` \"" + release + "\" moves with each patch release, so it pins nothing",
        "`channel` \"" + full.value_or(release + ".0") + "\""};
  }
  if (!is_series && is_released(release) == false) {
    const auto near = newest_of_series(release.substr(0, release.rfind('.')));
    return Refusal{"Rust " + release + " was never released",
                   near ? "`channel` \"" + *near + "\"" : ""};
  }
  if (!is_series && !is_released(release) && release > newest_stable()) {
    notes.push_back("Releases after " + std::string(newest_stable()) + " are not known here.");
  }
  return std::nullopt;
}

Refusal missing_on_host(const Component& component, std::string_view host) {
  const std::string triple(host);
  const auto since = component_since(component, triple);
  if (since) {
    return {"`" + std::string(component.name) + "` exists for " + triple + " from nightly-" +
                since->str() + " on",
            "`date` \"" + since->str() + "\" or later"};
  }
  return {
      "`" + std::string(component.name) + "` is built for no nightly on " + triple +
          (component.name == kCranelift ? "; the hosts are " + text::join(cranelift_hosts(), ", ")
                                        : ""),
      "the same wish without it, or with `host` \"x86_64-linux\""};
}

Result<std::string, Refusal> overlay_snapshot(const Date& date) {
  const auto found = std::find_if(
      kSnapshots.rbegin(), kSnapshots.rend(),
      [&](const Snapshot& snapshot) { return date >= snapshot.from && date <= snapshot.to; });
  if (found != kSnapshots.rend()) return std::string(found->tag);
  return Refusal{"rust-overlay has no nightly of " + date.str(),
                 "`via` \"fenix\", which fetches the manifest of any day"};
}

}  // namespace doctor::nix
