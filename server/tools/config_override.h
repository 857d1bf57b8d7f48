// What the arguments of config_override ask for, and the plan that answers. The command line asks
// in the same words.
#pragma once

#include "base/result.h"
#include "json/json.h"
#include "override/plan.h"
#include "tools/engine.h"

namespace doctor::tools {

// The Problem is a whole sentence about the argument that is wrong.
Result<override::Request> override_request(const Engine& engine, const Json& arguments);

// With `project_dir` proved against that project, else from the command's words alone.
Result<override::Plan> override_plan(const Engine& engine, const Json& arguments);

}  // namespace doctor::tools
