// The corpora of generated projects with the real cargo's answers, which lie beside the repository.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cargo/resolve.h"
#include "json/json.h"

namespace doctor::test {

// Where a case's files stand on the disk in memory.
inline constexpr const char* kCaseRoot = "/project-of-a-case";

// The folder of the corpora; it may be missing.
std::string corpora();

// The cases of a file, one JSON object a line.
std::vector<Json> read_cases(const std::string& path);

// A case as files and as what is asked about them. Cargo's command is quoted for a shell.
std::map<std::string, std::string> files_of_case(const Json& entry);
cargo::Request request_of_case(const Json& entry);

}  // namespace doctor::test
