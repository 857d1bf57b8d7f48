// What pins a project's toolchain, and a wished pin, as JSON (the public contract) and as text.
#pragma once

#include <optional>
#include <string>

#include "json/json.h"
#include "nix/current_pin.h"
#include "nix/warnings.h"
#include "nix/wish.h"

namespace doctor::tools {

struct PinReport {
  nix::Project project;
  std::optional<nix::CurrentPin> now;  // points into `project`
  std::vector<nix::Warning> warnings;
  std::optional<nix::Pin> wanted;  // where something was wished for
  Date today;
};

Json pin_json(const PinReport& report);

// The answer first: the snippet where one was wished for, otherwise what decides now.
std::string pin_text(const PinReport& report, bool is_full);

}  // namespace doctor::tools
