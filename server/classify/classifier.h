// A log in, a report out.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "base/byte_source.h"
#include "base/result.h"
#include "classify/report.h"
#include "classify/rule_set.h"

namespace doctor::classify {

struct Options {
  std::string nightly_date;  // of the toolchain, where the caller knows it
  std::stop_token stop;
  std::function<void(std::size_t bytes)> progress;  // called every few MB; may be empty
};

// Immutable after construction: classify() may run on several threads at once.
class Classifier {
 public:
  // The knowledge must outlive it. Compiling the patterns takes some milliseconds.
  explicit Classifier(const knowledge::Knowledge& knowledge) : rules_(knowledge) {}

  // Reads the source to its end in bounded memory. A Problem where it cannot be read or `stop` was
  // requested.
  Result<Report> classify(ByteSource& source, const Options& options) const;

  const RuleSet& rules() const { return rules_; }

 private:
  RuleSet rules_;
};

}  // namespace doctor::classify
