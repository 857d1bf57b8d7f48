// How toolchains are called: "nightly", "nightly-2026-05-20", "1.95.0", what `rustc -V` prints.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace doctor::nix {

enum class ChannelKind { kNightly, kBeta, kStable, kRelease };

struct Channel {
  ChannelKind kind = ChannelKind::kNightly;
  std::string release;           // "1.95" or "1.95.0" of kRelease
  std::optional<Date> date;      // of a dated nightly or beta
  bool was_commit_date = false;  // the text named the commit's day; `date` is the day after

  bool is_nightly() const { return kind == ChannelKind::kNightly; }
  // "nightly-2026-05-20": as rustup and rust-toolchain.toml spell it.
  std::string str() const;
};

// Nothing where the text is none of these. A host behind the name
// ("stable-x86_64-unknown-linux-gnu") is left out; a malformed date ("nightly-2026-5-20") is no
// channel.
std::optional<Channel> parse_channel(std::string_view text);

}  // namespace doctor::nix
