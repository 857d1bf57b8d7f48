// Plans as JSON, in the shape of the tool contract.
#pragma once

#include "json/json.h"
#include "override/plan.h"

namespace doctor::tools {

Json plan_json(const override::Plan& plan);

}  // namespace doctor::tools
