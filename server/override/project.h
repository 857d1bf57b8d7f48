// The override for a real project: worked out from its configuration and proved against Cargo's
// rules before it is offered.
#pragma once

#include <string>

#include "base/files.h"
#include "cargo/problems.h"
#include "override/plan.h"

namespace doctor::override {

// Where and with what the request's command runs.
struct Place {
  std::string folder;              // absolute
  cargo::Environment environment;  // of the process that would run cargo
};

// Reads through `files` and writes nothing. Every option of the plan was proved: resolving the
// project again with it gives LLVM for all that the request is about. What cannot be proved is not
// offered, and the plan says why.
Plan plan_in_project(const Files& files, const Request& request, const Place& place);

}  // namespace doctor::override
