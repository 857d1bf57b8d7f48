// Entries as JSON, in the shape of the tool contract.
#pragma once

#include <string>

#include "json/json.h"
#include "knowledge/intrinsics.h"
#include "knowledge/search.h"

namespace doctor::tools {

// The whole entry. With a nightly's date it says whether the entry applies there.
Json entry_json(const knowledge::Entry& entry, const std::string& nightly_date);

// One line of a search result.
Json result_json(const knowledge::Ranked& result, const std::string& nightly_date);

// A vendor intrinsic: implemented or not, since when, its feature.
Json intrinsic_json(const knowledge::Intrinsic& intrinsic, const std::string& nightly_date);

Json texts_json(knowledge::Texts texts);
Json sources_json(const knowledge::Entry& entry);

}  // namespace doctor::tools
