// A wish for a toolchain, checked against what exists: a pin that can be written down, or the
// reason why there is none and the nearest one that there is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "nix/availability.h"
#include "nix/channel.h"
#include "nix/project.h"

namespace doctor::nix {

// As it was asked for; empty: not said.
struct Wish {
  std::string via;
  std::string channel;
  std::string date;
  std::vector<std::string> components;
  std::vector<std::string> targets;
  std::string host;

  bool is_empty() const;
};

// What a snippet needs, complete and possible.
struct Pin {
  Via via = Via::kFenix;
  Channel channel;
  std::vector<std::string> components;  // names that this way understands, cargo and rustc first
  std::vector<std::string> targets;
  std::vector<std::string> systems;  // Nix's names of the hosts; one where a host was asked for
  std::string overlay_url;           // of an older rust-overlay, where only that has the nightly
  std::vector<std::string> notes;    // one sentence each
};

// What a wish without `components` gets besides cargo and rustc, where the project names none.
std::vector<std::string> usual_components();

// What is not said comes from the project: its overlay, its channel. Pure but for the project,
// which is read already. `today` bounds dates.
Result<Pin, Refusal> decide(const Wish& wish, const Project& project, const Date& today);

}  // namespace doctor::nix
