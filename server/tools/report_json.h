// A classifier's report as JSON, in the shape of the tool contract.
#pragma once

#include "json/json.h"
#include "tools/report_text.h"

namespace doctor::tools {

Json report_json(const classify::Report& report, const FixContext& context);

}  // namespace doctor::tools
