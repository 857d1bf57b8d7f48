// The generated pages of the skill: written by a person's command, compared by a test.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "knowledge/knowledge.h"

namespace doctor::tools {

// Writes every catalogue into `folder`, which must exist. Problems are files that could not be
// written.
std::vector<Problem> write_reference(const knowledge::Knowledge& knowledge,
                                     const std::string& folder);

// One Problem for every catalogue that is missing from `folder` or differs, with the first line
// that does.
std::vector<Problem> check_reference(const knowledge::Knowledge& knowledge, const Files& files,
                                     const std::string& folder);

}  // namespace doctor::tools
