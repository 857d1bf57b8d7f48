// Entries as Markdown: the same text in answers of the tools and in the skill's pages.
#pragma once

#include <string>
#include <vector>

#include "knowledge/knowledge.h"

namespace doctor::knowledge {

// A fix whose blanks are filled in.
struct RenderedFix {
  std::string title;
  std::string language;
  std::string text;
};

// A fix with `{crate}` and the like replaced by what `values` holds; a name without a value appears
// in capitals. An override is given in its general form, without a project's configuration.
RenderedFix render_fix(const Fix& fix,
                       const std::map<std::string, std::string, std::less<>>& values);

// "```lang … ```".
std::string code_block(std::string_view language, std::string_view text);

// The whole entry under a heading of the given level.
std::string to_markdown(const Entry& entry, int heading_level);

// The first sentence of the cause.
std::string summary(const Entry& entry);

// When it began and ended, as a short phrase ("since nightly-…, fixed in nightly-…"); empty where
// unknown.
std::string lifetime(const Entry& entry);

// One sentence on which commands show the failure; empty for Stage::kNone.
std::string stage_sentence(const Entry& entry);

}  // namespace doctor::knowledge
