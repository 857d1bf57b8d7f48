// Where the parts of a TOML document stand, as byte ranges: what an editor needs and a parser
// throws away. It reads documents that parse() accepted and does not judge them again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace doctor::toml {

// Bytes [begin, end) of the document.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

using Key = std::vector<std::string>;  // the parts of a dotted key, without quotes and escapes

// `key = value`, on a line of its own or inside an inline table.
struct Entry {
  Key key;
  Span key_span;
  Span value;
  bool is_inline_table = false;
  std::vector<Entry> entries;  // of the inline table; those inside arrays are not listed
};

// A header and the entries below it. The first section of a document has no header.
struct Section {
  Key header;
  Span
      header_span;  // with its brackets; empty and at the first byte behind a BOM for the first one
  bool is_array_item = false;  // [[header]]
  std::vector<Entry> entries;
};

// All sections in the order of the document, which parse() must have accepted: that bounds how deep
// its tables lie inside each other.
std::vector<Section> layout(std::string_view document);

}  // namespace doctor::toml
