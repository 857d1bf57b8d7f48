// Whether what a channel, a day or a host is asked for exists, and the nearest thing that does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "nix/channel.h"
#include "nix/components.h"

namespace doctor::nix {

// Why a wish cannot come true.
struct Refusal {
  std::string reason;   // a sentence without its full stop
  std::string nearest;  // what would work: arguments of the tool, or a sentence; may be empty
};
using Verdict = std::optional<Refusal>;

// The day of a dated channel: not in the future, not before 2018, not a day without a nightly.
// What is only not known becomes a note.
Verdict check_day(const Channel& channel, const Date& today, std::vector<std::string>& notes);

// Every component exists in that channel and on that day, on some host.
Verdict check_components(const std::vector<const Component*>& components, const Channel& channel);

// A release exists; a series ("1.95") is taken only where it may move.
Verdict check_release(const Channel& channel, bool may_move, std::vector<std::string>& notes);

// Why that host has not got the component: too early a day, or never.
Refusal missing_on_host(const Component& component, std::string_view triple);

// The tag of rust-overlay that still has a nightly which today's has dropped.
Result<std::string, Refusal> overlay_snapshot(const Date& date);

}  // namespace doctor::nix
