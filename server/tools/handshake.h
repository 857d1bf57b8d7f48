// The answers that never change while the server runs, as files: server/launch.sh gives them to the
// client while the server is being built. Written by a person's command, compared by a test.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "mcp/server.h"

namespace doctor::tools {

// The files by their names, each of one line or a list:
//   legacy.tools_list.json     the result of the method tools/list, for each era and each method
//                              whose result depends on nothing
//   legacy.initialize.json     the same for the latest legacy version
//   unsupported_version.json   the error for a version `?`
//   waiting                    "legacy tools/call": the methods that need the server itself
std::map<std::string, std::string> handshake_files(const mcp::Server& server);

// Writes them into `folder`, which must exist. Problems are files that could not be written.
std::vector<Problem> write_handshake(const mcp::Server& server, const std::string& folder);

// One Problem for every file that is missing from `folder` or differs.
std::vector<Problem> check_handshake(const mcp::Server& server, const Files& files,
                                     const std::string& folder);

}  // namespace doctor::tools
