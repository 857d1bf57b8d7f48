// Files with expected output.
#pragma once

#include <string>
#include <string_view>

namespace doctor::test {

// Compares `actual` with the file `path` (relative to tests/). With UPDATE_GOLDEN=1 the file is
// rewritten and the test is reported as skipped, so that a rewriting run is never green. A missing
// file fails.
void check_golden(std::string_view actual, const std::string& path);

// The content of a file of the repository, relative to its root; fails the test where it cannot be
// read.
std::string read_source(const std::string& path);

}  // namespace doctor::test
