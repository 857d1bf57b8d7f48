// A place in a file, as printed in every message about input.
#pragma once

#include <string>

namespace doctor {

// Lines and columns count from 1; 0 means unknown. Columns count bytes.
struct Location {
  std::string file;
  int line = 0;
  int column = 0;

  // "file:line:column", without the parts that are unknown; empty where nothing is known.
  std::string str() const;

  bool operator==(const Location&) const = default;
};

}  // namespace doctor
