// A target triple and the `cfg(…)` expressions that hold for it.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cargo/problems.h"

namespace doctor::cargo {

class Platform {
 public:
  enum class Match { kNo, kYes, kUnknown };

  // `flags` are words for rustc: `--cfg` among them counts.
  explicit Platform(std::string triple, const std::vector<Choice>& flags = {});

  // The machine this program was built for, with the usual C library.
  static Platform host();

  const std::string& triple() const { return triple_; }

  // Whether "cfg(…)" or a triple means this platform. kUnknown where the expression asks for what
  // neither a triple nor the flags tell (features of a processor chosen by hand), or cannot be
  // read. A name that nobody sets is kNo, as for cargo, which asks `rustc --print cfg`.
  Match matches(std::string_view expression) const;

 private:
  using Fact = std::pair<std::string, std::string>;

  void set(const std::string& name, const std::string& value);
  void read_flags(const std::vector<Choice>& flags);
  Match evaluate(std::string_view expression, int depth) const;
  Match option(std::string_view name, std::string_view value) const;

  std::string triple_;
  std::set<Fact> values_;     // target_os and the like; options without a value have ""
  bool has_own_cpu_ = false;  // -Ctarget-cpu or -Ctarget-feature
};

}  // namespace doctor::cargo
