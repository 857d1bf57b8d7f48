// The versions that cargo names while it works: "   Compiling wasmtime-fiber v34.0.2".
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace doctor::classify {

class CrateVersions {
 public:
  // Beginnings of such lines, as the literal filter wants them.
  static constexpr std::string_view kLiterals[] = {"compiling ", "checking "};

  // Remembers the crate of a line that begins with one of cargo's verbs (blanks in front allowed);
  // ignores every other line. Of the crates of one log a bounded number is kept. True where the
  // line was one.
  bool note(std::string_view line);

  // The version named last, or empty.
  std::string find(const std::string& crate) const;

 private:
  std::map<std::string, std::string, std::less<>> versions_;
};

}  // namespace doctor::classify
