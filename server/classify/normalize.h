// Makes one raw line of a log what the tool itself printed: no colours, no progress bars, no
// prefixes of CI systems and builders, no JSON around it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace doctor::classify {

// A line as the patterns see it. `stream` names the derivation or container step that printed it;
// empty for the log itself.
struct Line {
  int number = 0;  // of the input, from 1
  std::string text;
  std::string stream;
  std::string package;  // the crate that a JSON message names, else empty
};

// Appends what `raw` (a line without its line break) holds: usually one line; several for a lone
// carriage return or a JSON message, none for JSON without text. A message in rustc's short format
// becomes the two lines of the long one: the message and the place.
void normalize(std::string_view raw, int number, std::vector<Line>& out);

}  // namespace doctor::classify
