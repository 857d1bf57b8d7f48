#include "cargo/platform.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace doctor::cargo {
namespace {

using Match = Platform::Match;

constexpr int kDeepestNesting = 32;

Match inverted(Match match) {
  if (match == Match::kUnknown) return match;
  return match == Match::kYes ? Match::kNo : Match::kYes;
}

// Pieces between commas that are outside parentheses and quotes.
std::vector<std::string_view> arguments_of(std::string_view list) {
  std::vector<std::string_view> out;
  int depth = 0;
  bool is_quoted = false;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= list.size(); ++i) {
    if (i == list.size() || (list[i] == ',' && depth == 0 && !is_quoted)) {
      const std::string_view piece = text::trim(list.substr(start, i - start));
      if (!piece.empty()) out.push_back(piece);
      start = i + 1;
    } else if (list[i] == '"') {
      is_quoted = !is_quoted;
    } else if (!is_quoted) {
      depth += list[i] == '(' ? 1 : list[i] == ')' ? -1 : 0;
    }
  }
  return out;
}

std::string os_of(const std::string& triple) {
  constexpr std::array<std::string_view, 14> kSystems = {
      "linux", "windows",    "freebsd", "netbsd",  "openbsd", "dragonfly", "android",
      "ios",   "emscripten", "fuchsia", "illumos", "solaris", "redox",     "haiku"};
  if (triple.find("android") != std::string::npos) return "android";
  if (triple.find("darwin") != std::string::npos) return "macos";
  if (triple.find("wasi") != std::string::npos) return "wasi";
  for (const std::string_view system : kSystems) {
    if (triple.find(system) != std::string::npos) return std::string(system);
  }
  return triple.find("-none") != std::string::npos ? "none" : "unknown";
}

std::string environment_of(const std::string& triple) {
  for (const std::string_view name : {"gnu", "musl", "msvc", "sgx", "uclibc", "ohos"}) {
    if (triple.substr(triple.rfind('-') + 1).starts_with(name)) return std::string(name);
  }
  return "";
}

std::string family_of(const std::string& os) {
  if (os == "windows" || os == "none" || os == "unknown") return os == "windows" ? os : "";
  return os == "wasi" || os == "emscripten" ? "wasm" : "unix";
}

std::string arch_of(const std::string& triple) {
  const std::string cpu = triple.substr(0, triple.find('-'));
  if (cpu.size() == 4 && cpu[0] == 'i' && cpu.ends_with("86")) return "x86";
  if (cpu.starts_with("arm") || cpu.starts_with("thumb")) return "arm";
  if (cpu.starts_with("riscv64")) return "riscv64";
  if (cpu.starts_with("riscv32")) return "riscv32";
  return cpu == "powerpc64le" ? "powerpc64" : cpu;
}

}  // namespace

Platform::Platform(std::string triple) : triple_(std::move(triple)) {
  const std::string os = os_of(triple_);
  const std::string arch = arch_of(triple_);
  values_["target_os"] = os;
  values_["target_arch"] = arch;
  values_["target_family"] = arch.starts_with("wasm") ? "wasm" : family_of(os);
  values_["target_env"] = environment_of(triple_);
  values_["target_pointer_width"] =
      arch.find("64") != std::string::npos || arch == "s390x" ? "64" : "32";
  const auto parts = text::split(triple_, '-');
  if (parts.size() > 1) values_["target_vendor"] = parts[1];
  if (triple_.ends_with("x32")) values_["target_pointer_width"] = "32";
}

Platform Platform::host() {
#if defined(__aarch64__)
  const std::string cpu = "aarch64";
#elif defined(__x86_64__)
  const std::string cpu = "x86_64";
#elif defined(__riscv)
  const std::string cpu = "riscv64gc";
#else
  const std::string cpu = "i686";
#endif
#if defined(__APPLE__)
  return Platform(cpu + "-apple-darwin");
#else
  return Platform(cpu + "-unknown-linux-gnu");
#endif
}

Match Platform::matches(std::string_view expression) const {
  expression = text::trim(expression);
  if (!expression.starts_with("cfg(")) return expression == triple_ ? Match::kYes : Match::kNo;
  if (!expression.ends_with(')')) return Match::kUnknown;
  return evaluate(expression.substr(4, expression.size() - 5), 0);
}

Match Platform::evaluate(std::string_view expression, int depth) const {
  expression = text::trim(expression);
  if (depth > kDeepestNesting) return Match::kUnknown;
  const std::size_t open = expression.find('(');
  if (open == std::string_view::npos || !expression.ends_with(')')) {
    const std::size_t equals = expression.find('=');
    if (equals == std::string_view::npos) return option(expression, "");
    std::string_view value = text::trim(expression.substr(equals + 1));
    if (value.size() >= 2 && value.starts_with('"')) value = value.substr(1, value.size() - 2);
    return option(text::trim(expression.substr(0, equals)), value);
  }
  const std::string_view name = text::trim(expression.substr(0, open));
  const auto inner = arguments_of(expression.substr(open + 1, expression.size() - open - 2));
  if (name == "not")
    return inner.empty() ? Match::kUnknown : inverted(evaluate(inner[0], depth + 1));
  if (name != "all" && name != "any") return Match::kUnknown;
  const Match decisive = name == "all" ? Match::kNo : Match::kYes;
  Match result = inverted(decisive);
  for (const std::string_view part : inner) {
    const Match match = evaluate(part, depth + 1);
    if (match == decisive) return decisive;
    if (match == Match::kUnknown) result = match;
  }
  return result;
}

Match Platform::option(std::string_view name, std::string_view value) const {
  const auto yes_if = [](bool holds) { return holds ? Match::kYes : Match::kNo; };
  const std::string& family = values_.at("target_family");
  if (value.empty() && (name == "unix" || name == "windows")) return yes_if(family == name);
  if (value.empty() && name == "true") return Match::kYes;
  if (value.empty() && name == "false") return Match::kNo;
  const auto found = values_.find(std::string(name));
  if (found == values_.end()) return Match::kUnknown;
  return yes_if(found->second == value);
}

}  // namespace doctor::cargo
