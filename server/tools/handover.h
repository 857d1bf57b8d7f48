// How a server takes over a connection that server/launch.sh has served while the server was built.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "mcp/session.h"

namespace doctor::tools {

// What the options of `serve` say.
struct Handover {
  std::vector<int> inputs;  // descriptors to read to their end before standard input, in this order
  mcp::Agreed agreed;
};

// Reads `--inputs 3,6` and `--agreed 2025-06-18,2026-07-28`. A Problem for anything else, for a
// descriptor that is not open and for a version that is not served.
Result<Handover> read_handover(const std::vector<std::string>& options);

}  // namespace doctor::tools
