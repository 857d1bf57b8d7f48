// The process's environment, read once at its start.
#pragma once

#include "tools/engine.h"

namespace doctor::tools {

// Entries without a "=" are left out.
Environment read_environment();

}  // namespace doctor::tools
