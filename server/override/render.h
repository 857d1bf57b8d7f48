// Plans as Markdown: the same text on the command line and in the tools.
#pragma once

#include <string>

#include "override/plan.h"

namespace doctor::override {

// The answer first; `full` adds the patches and every alternative.
std::string to_markdown(const Plan& plan, bool full);

}  // namespace doctor::override
