// `override --apply`: writes the file of a plan. Nothing but this command writes into a project.
#pragma once

#include <optional>

#include "base/result.h"
#include "override/plan.h"

namespace doctor::tools {

// The plan's lasting option: the recommended one where it edits a file, else the first that does.
const override::Option* lasting_option(const override::Plan& plan);

// Writes the option's file, all or nothing. The Problem says why it was refused.
std::optional<Problem> apply(const override::Option& option, const override::Plan& plan);

}  // namespace doctor::tools
