// Where the repository, the build tree and the built programs are.
#pragma once

#include <string>

namespace doctor::test {

// The repository's root.
std::string source_dir();

// The build tree whose tests run; tests may write below it.
std::string binary_dir();

// The built rust-nix-doctor, and the MCP server with made-up tools.
std::string executable();
std::string fixture();
// The built rust-nix-doctor-http.
std::string http_executable();

// What a time limit is multiplied by: sanitizers make everything slower.
int slack();

}  // namespace doctor::test
