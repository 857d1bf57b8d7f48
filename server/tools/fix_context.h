// What a report's fixes are worked out for, from a call's arguments.
#pragma once

#include "base/result.h"
#include "json/json.h"
#include "tools/engine.h"
#include "tools/report_text.h"

namespace doctor::tools {

// `command`, `toolchain` and `project_dir`: with a project the overrides are proved for it. Plans
// are remembered, because a report asks for one several times. The engine must outlive the result.
Result<FixContext> fix_context(const Engine& engine, const Json& arguments);

}  // namespace doctor::tools
