// Which vendor intrinsics of core::arch the Cranelift backend implements. The table is
// knowledge/intrinsics.txt, compiled in as text and searched when somebody asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/entry.h"

namespace doctor::knowledge {

struct Intrinsic {
  std::string name;  // "llvm.x86.avx2.pmul.hr.sw", or a function such as "_mm256_mulhrs_epi16"
  bool is_implemented = false;
  std::vector<std::string> reaches;  // of a function: the missing llvm.* intrinsics
  std::string feature;  // the target feature it belongs to, "baseline" where it cannot be turned
                        // off; empty where unknown
  std::string since;    // the first nightly that implements it, where that is known
  std::string checked;  // the nightly that was looked at
  Text entry;           // the id of the entry about it
};

// What is known about one name; nothing where it is neither an llvm.* vendor intrinsic nor a name
// in the style of core::arch. A function that is not in the table reaches no missing intrinsic.
std::optional<Intrinsic> find_intrinsic(Text table, Text name);

// Every word of a text that find_intrinsic knows, at most `most`, each once.
std::vector<Intrinsic> intrinsics_in(Text table, Text text, std::size_t most);

// One or two sentences: implemented or not, since when, the feature, the remedy. With the date of a
// toolchain ("2026-05-20", or empty) they speak of that one.
std::string sentence(const Intrinsic& intrinsic, Text nightly_date);

}  // namespace doctor::knowledge
