// Prints every pattern of the knowledge, one in a line, for other programs to search with.
#include <iostream>

#include "knowledge/compiled.h"

int main() {
  for (const doctor::knowledge::Entry& entry : doctor::knowledge::compiled_entries()) {
    for (const doctor::knowledge::Match& match : entry.matches) {
      for (const doctor::knowledge::Text pattern : match.all) std::cout << pattern << '\n';
    }
  }
}
