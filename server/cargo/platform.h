// A target triple and the `cfg(…)` expressions that hold for it.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace doctor::cargo {

class Platform {
 public:
  enum class Match { kNo, kYes, kUnknown };

  explicit Platform(std::string triple);

  // The machine this program was built for, with the usual C library.
  static Platform host();

  const std::string& triple() const { return triple_; }

  // Whether "cfg(…)" or a triple means this platform. kUnknown where the expression asks for what a
  // triple does not tell (features of the CPU, flags of the user), or cannot be read.
  Match matches(std::string_view expression) const;

 private:
  Match evaluate(std::string_view expression, int depth) const;
  Match option(std::string_view name, std::string_view value) const;

  std::string triple_;
  std::map<std::string, std::string> values_;  // target_os and the like
};

}  // namespace doctor::cargo
