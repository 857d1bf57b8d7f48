// "Did you mean": the closest of a set of known words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace doctor {

// Number of insertions, deletions, replacements and swaps of neighbours that turn one text into the
// other.
int edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `word`, or empty where none is near enough to be a misspelling (a third
// of its length). A candidate that contains the word, or is contained in it, counts as near.
std::string closest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace doctor
