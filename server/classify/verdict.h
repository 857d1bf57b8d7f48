// From what the segments left behind to the report: merging, ranking, root causes, the verdict.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "classify/report.h"
#include "classify/segment.h"

namespace doctor::classify {

// Fills verdict, findings, unexplained and failed of the report. `signs` are the names of the signs
// the log holds; a firing that needs another one is dropped.
void conclude(const std::vector<SegmentResult>& segments, const std::set<std::string>& signs,
              Report& report);

}  // namespace doctor::classify
