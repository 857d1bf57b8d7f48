// The same tools for people at a terminal.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "tools/engine.h"

namespace doctor::tools {

// Where output goes, and what it may look like.
struct Terminal {
  std::ostream& out;
  std::ostream& err;
  int input = 0;             // descriptor that "-" reads
  bool is_coloured = false;  // out is a terminal and NO_COLOR is not set
};

// Runs `arguments` (without the program's name). Returns the exit status: 0 known, ordinary or
// clean; 1 unknown, or a failed check; 2 usage or unreadable input.
int run_command_line(Engine& engine, const std::vector<std::string>& arguments, Terminal terminal);

}  // namespace doctor::tools
