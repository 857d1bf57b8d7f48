// The tools as a server offers them to clients on other machines.
#pragma once

#include <string>

#include "base/files.h"
#include "mcp/tool.h"

namespace doctor::tools {

// The listed tools, each with a check ahead of it: an argument that names a file or folder is
// refused where `root` is empty, and where it leads out of `root`. `files` must outlive the tools.
// Only the sentence is made here; that nothing else is read is up to the engine's files
// (base/rooted_files.h). Tools that are not listed serve the client's own hooks and are left out.
mcp::Toolbox confined(mcp::Toolbox tools, const Files& files, const std::string& root);

}  // namespace doctor::tools
