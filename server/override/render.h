// Plans as Markdown.
#pragma once

#include <cstddef>
#include <string>

#include "override/plan.h"

namespace doctor::override {

// A concise plan leaves out what does not fit into `most` bytes, the least important first; its
// first option and what prevents one are always there.
std::string to_markdown(const Plan& plan, bool full, std::size_t most = 1500);

}  // namespace doctor::override
