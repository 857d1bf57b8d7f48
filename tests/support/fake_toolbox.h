// A toolbox for tests of the protocol: one tool for each way in which a tool can behave.
#pragma once

#include "mcp/tool.h"

namespace doctor::test {

// echo     returns the argument `text`, `times` times; with `format: "json"` as structured content
// slow     waits `ms` milliseconds, or until it is stopped; reports progress every 10 ms
// deaf     waits `ms` milliseconds whatever happens
// failing  throws
// hidden   is not listed
mcp::Toolbox fake_toolbox();

}  // namespace doctor::test
