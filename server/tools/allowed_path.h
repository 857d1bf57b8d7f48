// Which files a client may have read by naming them.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "tools/engine.h"

namespace doctor::tools {

// The folders a `path` argument may lie in: the project (CLAUDE_PROJECT_DIR or where the server was
// started), the system's temporary folder, and the client's own folder for saved tool results.
// Canonical; those that do not exist are left out.
std::vector<std::string> allowed_folders(const Engine& engine);

// The canonical path, if it lies in one of them; symbolic links are resolved first and folders are
// compared by component. A relative path starts at the project.
Result<std::string> allowed_path(const Engine& engine, const std::string& path);

}  // namespace doctor::tools
