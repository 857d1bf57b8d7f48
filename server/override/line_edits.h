// Which lines of a text became which lines of another.
#pragma once

#include <string_view>
#include <vector>

namespace doctor::override {

// A line with its line break, if it has one: ' ' in both texts, '-' only in the first, '+' only in
// the second.
struct LineEdit {
  char mark = ' ';
  std::string_view line;
};

// All lines of both texts, in order; of lines that changed the old ones come first. A shortest list
// where the texts differ by some hundred lines at most. The views point into the texts.
std::vector<LineEdit> line_edits(std::string_view before, std::string_view after);

}  // namespace doctor::override
