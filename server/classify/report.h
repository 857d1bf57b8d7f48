// The classifier's answer, as plain values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "knowledge/knowledge.h"

namespace doctor::classify {

struct Evidence {
  int line = 0;  // of the input, from 1
  std::string text;

  bool operator==(const Evidence&) const = default;
};

// One entry that applies to the log.
struct Finding {
  const knowledge::Entry* entry = nullptr;
  knowledge::Confidence confidence = knowledge::Confidence::kPossible;
  std::string crate;    // the one the override must name; empty where the log names none
  std::string version;  // of that crate, where the log tells it
  bool crate_from_path =
      false;  // cargo's own line was missing: the crate comes from the path of the source
  std::vector<Evidence> evidence;
  int count = 1;    // how often it was found
  int segment = 0;  // which command's output it was found in
  std::map<std::string, std::string, std::less<>> captures;
  std::optional<knowledge::Applies> applies;  // where the toolchain is known
};

// known: an entry explains the failure. ordinary: it fails for plain reasons. unknown: it fails,
// and neither holds. clean: nothing fails.
enum class Verdict { kKnown, kOrdinary, kUnknown, kClean };

struct Report {
  Verdict verdict = Verdict::kClean;
  std::vector<Finding> findings;  // root causes first
  std::vector<Evidence>
      unexplained;  // failing lines that no finding covers, at most kMostUnexplained
  int unexplained_total = 0;
  bool only_panics = false;  // ordinary, and all that is seen are panics: what made the program
                             // panic is not in the log
  bool failed = false;       // some line says that something failed
  std::string
      nightly_date;  // pin date of the toolchain, from the argument or the log; empty where unknown
  int lines = 0;
  std::size_t bytes = 0;
};

inline constexpr std::size_t kMostUnexplained = 20;

std::string_view name_of(Verdict verdict);

}  // namespace doctor::classify
