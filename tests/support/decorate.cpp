#include "tests/support/decorate.h"

#include "base/text.h"

namespace doctor::test {
namespace {

// Every line through `change`.
template <typename Change>
std::string each_line(std::string_view log, Change change) {
  std::string out;
  for (const std::string_view line : text::lines(log)) out += change(line) + "\n";
  return out;
}

std::string with_prefix(std::string_view log, std::string_view prefix) {
  return each_line(log, [&](std::string_view line) { return std::string(prefix).append(line); });
}

// cargo paints the word before the colon.
std::string coloured(std::string_view log) {
  return each_line(log, [](std::string_view line) {
    for (const std::string_view word : {"error", "warning"}) {
      if (!line.starts_with(word)) continue;
      const std::size_t colon = line.find(": ");
      if (colon == std::string_view::npos) continue;
      return "\x1b[0m\x1b[1m\x1b[38;5;9m" + std::string(line.substr(0, colon)) +
             "\x1b[0m\x1b[0m\x1b[1m" + std::string(line.substr(colon)) + "\x1b[0m";
    }
    return "\x1b[0m" + std::string(line) + "\x1b[0m\x1b[K";
  });
}

std::string crlf(std::string_view log) {
  return each_line(log, [](std::string_view line) { return std::string(line) + "\r"; });
}

std::string github(std::string_view log) {
  return with_prefix(log, "2026-05-20T07:53:12.3456789Z ");
}
std::string nix_build(std::string_view log) {
  return with_prefix(log, "my-app-0.1.0> ");
}
std::string nix_tail(std::string_view log) {
  return with_prefix(log, "       > ");
}
std::string docker(std::string_view log) {
  return with_prefix(log, "#12 34.56 ");
}
std::string indented(std::string_view log) {
  return with_prefix(log, "    ");
}

std::string noisy_head(std::string_view log) {
  std::string head;
  for (int i = 0; i < 200; ++i)
    head += "   Compiling helper" + std::to_string(i) + " v1.0." + std::to_string(i) + "\n";
  return head + std::string(log);
}

}  // namespace

const std::vector<Decoration>& decorations() {
  static const std::vector<Decoration> all = {
      {"colours", coloured, true},  {"crlf", crlf, true},
      {"github", github, true},     {"nix_build", nix_build, true},
      {"nix_tail", nix_tail, true}, {"docker", docker, true},
      {"indented", indented, true}, {"noisy_head", noisy_head, false},
  };
  return all;
}

}  // namespace doctor::test
