// Prints entries, signs and pages as the C++ tables declared in compiled.h.
#pragma once

#include <string>
#include <vector>

#include "knowledge/compiled.h"

namespace doctor::knowledge {

std::string emit_tables(const std::vector<Entry>& entries, const std::vector<Sign>& signs,
                        const std::vector<Page>& pages, Text intrinsics);

}  // namespace doctor::knowledge
