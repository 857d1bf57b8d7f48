// The unstable features that `codegen-backend` and `rustflags` of a profile need, and who opens
// them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cargo/arguments.h"
#include "cargo/toolchain.h"

namespace doctor::cargo {

// One feature's state. Where the channel is unknown it is taken for a nightly.
struct Feature {
  std::string name;
  bool is_open = false;
  Origin by;
};

struct Features {
  Channel channel = Channel::kUnknown;  // the effective one
  Feature backend{"codegen-backend", false, {}};
  Feature flags{"profile-rustflags", false, {}};
};

// Stable counts as nightly with RUSTC_BOOTSTRAP=1 (G5).
Channel effective_channel(Channel channel, const Environment& environment);

// What -Z, environment and configuration open (G2-G5). Refused: -Z on stable, values that are not
// true or false.
Outcome<Features> find_features(const Config& config, const Arguments& arguments, Channel channel);

// cargo-features of a manifest, which open a feature for it, and the root's for everything (G2,
// G6).
std::optional<Refusal> check_cargo_features(const std::vector<Choice>& cargo_features,
                                            const Features& features);

// The refusal of a key whose feature is closed (G1). `what` names the table: "profile `dev`".
Refusal gate_refusal(const Feature& feature, const std::string& what, const Origin& origin);

}  // namespace doctor::cargo
