// The generated reference pages of the skill: one per group of areas.
#pragma once

#include <string>
#include <vector>

#include "knowledge/knowledge.h"

namespace doctor::knowledge {

struct GeneratedPage {
  std::string file;  // "cranelift-limitations.md"
  std::string text;
};

// Every catalogue that has entries.
std::vector<GeneratedPage> catalogues(const Knowledge& knowledge);

}  // namespace doctor::knowledge
