// The same log as other programs would have printed it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace doctor::test {

struct Decoration {
  std::string name;
  std::string (*apply)(std::string_view log);
  bool keeps_lines;  // line numbers stay what they were
};

// ANSI colours, CRLF, CI time stamps, `nix build -L` prefixes, Nix's quoted tail, docker build
// steps, indentation and a noisy head.
const std::vector<Decoration>& decorations();

}  // namespace doctor::test
