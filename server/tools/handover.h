// How a server takes over a connection that server/launch.sh has served while the server was built.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "mcp/session.h"

namespace doctor::tools {

// What the options of `serve` say. All descriptors are open.
struct Handover {
  std::vector<int> answered;  // hold the messages that made the session what it is
  std::vector<int> inputs;    // to be read to their end before standard input, in this order
};

// Reads `--answered 4` and `--inputs 3,6` (lists, both). A Problem for anything else.
Result<Handover> read_handover(const std::vector<std::string>& options);

// Lets the session hear the messages, one a line, that were answered before. Its answers are
// dropped. Closes the descriptors.
void take_up(mcp::Session& session, const std::vector<int>& answered);

}  // namespace doctor::tools
