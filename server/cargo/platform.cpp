#include "cargo/platform.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace doctor::cargo {
namespace {

using Match = Platform::Match;

constexpr int kDeepestNesting = 32;
constexpr const char* kCpuFeature = "target_feature";

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

struct Part {
  std::string_view in_triple;
  std::string_view value;
};

// The first row whose text stands in `text` decides.
template <std::size_t N>
std::string looked_up(const std::array<Part, N>& table, std::string_view text,
                      std::string_view otherwise) {
  for (const Part& part : table) {
    if (text.find(part.in_triple) != std::string_view::npos) return std::string(part.value);
  }
  return std::string(otherwise);
}

// Checked against `rustc --print cfg` for all targets of rustc 1.97.
constexpr std::array<Part, 45> kSystems = {{{"android", "android"},
                                            {"darwin", "macos"},
                                            {"wasi", "wasi"},
                                            {"-nto-", "nto"},
                                            {"linux", "linux"},
                                            {"windows", "windows"},
                                            {"freebsd", "freebsd"},
                                            {"netbsd", "netbsd"},
                                            {"openbsd", "openbsd"},
                                            {"dragonfly", "dragonfly"},
                                            {"tvos", "tvos"},
                                            {"watchos", "watchos"},
                                            {"visionos", "visionos"},
                                            {"-ios", "ios"},
                                            {"emscripten", "emscripten"},
                                            {"fuchsia", "fuchsia"},
                                            {"illumos", "illumos"},
                                            {"solaris", "solaris"},
                                            {"redox", "redox"},
                                            {"haiku", "haiku"},
                                            {"helenos", "helenos"},
                                            {"hermit", "hermit"},
                                            {"managarm", "managarm"},
                                            {"nuttx", "nuttx"},
                                            {"uefi", "uefi"},
                                            {"vxworks", "vxworks"},
                                            {"espidf", "espidf"},
                                            {"hurd", "hurd"},
                                            {"-aix", "aix"},
                                            {"cuda", "cuda"},
                                            {"trusty", "trusty"},
                                            {"teeos", "teeos"},
                                            {"solid_asp3", "solid_asp3"},
                                            {"nintendo-", "horizon"},
                                            {"rtems", "rtems"},
                                            {"vita", "vita"},
                                            {"zkvm", "zkvm"},
                                            {"xous", "xous"},
                                            {"qurt", "qurt"},
                                            {"cygwin", "cygwin"},
                                            {"lynxos178", "lynxos178"},
                                            {"l4re", "l4re"},
                                            {"-psp", "psp"},
                                            {"amdhsa", "amdhsa"},
                                            {"-none", "none"}}};

// Systems that are neither Unix nor anything with a family of its own.
constexpr std::array<std::string_view, 17> kWithoutFamily = {
    "none", "unknown",    "helenos", "hermit", "uefi", "cuda",   "trusty", "teeos",  "solid_asp3",
    "zkvm", "nto_iosock", "xous",    "psp",    "psx",  "amdhsa", "vexos",  "windows"};

constexpr std::array<Part, 17> kEnvironments = {{{"gnu", "gnu"},
                                                 {"musl", "musl"},
                                                 {"msvc", "msvc"},
                                                 {"sgx", "sgx"},
                                                 {"uclibc", "uclibc"},
                                                 {"ohos", "ohos"},
                                                 {"macabi", "macabi"},
                                                 {"-sim", "sim"},
                                                 {"mlibc", "mlibc"},
                                                 {"redox", "relibc"},
                                                 {"espidf", "newlib"},
                                                 {"vxworks", "gnu"},
                                                 {"wasip1", "p1"},
                                                 {"wasip2", "p2"},
                                                 {"wasip3", "p3"},
                                                 {"x86_64-apple-ios", "sim"},
                                                 {"x86_64-apple-tvos", "sim"}}};

constexpr std::array<Part, 14> kAbis = {{{"eabihf", "eabihf"},
                                         {"eabi", "eabi"},
                                         {"uwp", "uwp"},
                                         {"gnullvm", "llvm"},
                                         {"macabi", "macabi"},
                                         {"-sim", "sim"},
                                         {"x86_64-apple-ios", "sim"},
                                         {"x86_64-apple-tvos", "sim"},
                                         {"abi64", "abi64"},
                                         {"spe", "spe"},
                                         {"gnux32", "x32"},
                                         {"ilp32", "ilp32"},
                                         {"softfloat", "softfloat"},
                                         {"sgx", "fortanix"}}};

// What the first part of a triple starts with.
constexpr std::array<Part, 21> kProcessors = {{{"arm64ec", "arm64ec"},
                                               {"arm64", "aarch64"},
                                               {"aarch64", "aarch64"},
                                               {"armeb", "arm"},
                                               {"arm", "arm"},
                                               {"thumb", "arm"},
                                               {"riscv64", "riscv64"},
                                               {"riscv32", "riscv32"},
                                               {"powerpc64", "powerpc64"},
                                               {"powerpc", "powerpc"},
                                               {"mips64", "mips64"},
                                               {"mipsisa64r6", "mips64r6"},
                                               {"mipsisa32r6", "mips32r6"},
                                               {"mips", "mips"},
                                               {"sparcv9", "sparc64"},
                                               {"bpf", "bpf"},
                                               {"wasm32", "wasm32"},
                                               {"wasm64", "wasm64"},
                                               {"x86_64", "x86_64"},
                                               {"amdgcn", "amdgpu"},
                                               {"xtensa", "xtensa"}}};

std::string arch_of(const std::string& cpu) {
  if (cpu.size() == 4 && cpu[0] == 'i' && cpu.ends_with("86")) return "x86";
  for (const Part& part : kProcessors) {
    if (cpu.starts_with(part.in_triple)) return std::string(part.value);
  }
  return cpu;
}

bool is_big_endian(const std::string& cpu) {
  for (const std::string_view prefix : {"aarch64_be", "armeb", "bpfeb", "m68k", "s390x", "sparc"}) {
    if (cpu.starts_with(prefix)) return true;
  }
  const bool may_be_little = cpu.starts_with("mips") || cpu.starts_with("powerpc");
  return may_be_little && !cpu.ends_with("el") && !cpu.ends_with("le");
}

std::string width_of(const std::string& triple, const std::string& arch) {
  if (triple.ends_with("x32") || triple.ends_with("ilp32") || triple.starts_with("arm64_32")) {
    return "32";
  }
  if (arch == "avr" || arch == "msp430") return "16";
  const bool is_wide =
      arch.find("64") != std::string::npos || arch == "s390x" || arch == "bpf" || arch == "amdgpu";
  return is_wide ? "64" : "32";
}

std::string vendor_of(const std::vector<std::string_view>& parts) {
  if (parts.size() < 2) return "unknown";
  const std::string_view second = parts[1];
  for (const std::string_view system : {"none", "linux", "nuttx", "rtems"}) {
    if (second == system) return "unknown";
  }
  if (second.starts_with("wasi")) return "unknown";
  if (parts[0].starts_with("xtensa") || second == "esp") return "espressif";
  return std::string(second);
}

bool is_known_option(std::string_view name) {
  for (const std::string_view prefix :
       {"target_has_", "target_thread_local", "target_abi", "target_object_format",
        "relocation_model", "fmt_debug", "overflow_checks", "ub_checks", "panic", "version"}) {
    if (name.starts_with(prefix)) return true;
  }
  return false;
}

}  // namespace

Platform::Platform(std::string triple, const std::vector<Choice>& flags)
    : triple_(std::move(triple)) {
  const auto parts = text::split(triple_, '-');
  const std::string cpu(parts[0]);
  const std::string os = looked_up(kSystems, triple_, "unknown");
  const std::string arch = arch_of(cpu);
  const bool is_wasm = arch.starts_with("wasm");
  const bool has_family =
      std::find(kWithoutFamily.begin(), kWithoutFamily.end(), os) == kWithoutFamily.end();
  set("target_os", os);
  set("target_arch", arch);
  set("target_env", looked_up(kEnvironments, triple_, ""));
  set("target_pointer_width", width_of(triple_, arch));
  set("target_vendor", vendor_of(parts));
  set("target_endian", is_big_endian(cpu) ? "big" : "little");
  // powerpc64 and a few more name an ABI that their triple does not.
  if (arch != "powerpc64" && arch != "csky") set("target_abi", looked_up(kAbis, triple_, ""));
  if (is_wasm) set("target_family", "wasm");
  const bool is_unix = has_family && os != "wasi";
  if (is_unix || os == "windows") {
    const std::string family = is_unix ? "unix" : "windows";
    set("target_family", family);
    set(family, "");
  }
  set("debug_assertions", "");
  if (!is_wasm && has_family) set("panic", "unwind");
  for (const std::string_view size : {"8", "16", "32", "64", "ptr"}) {
    if (arch == "x86_64" || arch == "aarch64") set("target_has_atomic", std::string(size));
  }
  if (arch == "x86_64") values_.merge(std::set<Fact>{{kCpuFeature, "fxsr"}, {kCpuFeature, "sse"}});
  if (arch == "x86_64") set(std::string(kCpuFeature), "sse2");
  if (arch == "aarch64") set(std::string(kCpuFeature), "neon");
  read_flags(flags);
}

void Platform::set(const std::string& name, const std::string& value) {
  values_.emplace(name, value);
}

// `--cfg name="value"` adds a fact; a processor chosen by hand has features that are not known
// here.
void Platform::read_flags(const std::vector<Choice>& flags) {
  for (std::size_t i = 0; i < flags.size(); ++i) {
    std::string_view flag = flags[i].value;
    const bool is_joined = flag.starts_with("--cfg=");
    if (flag.find("target-cpu") != flag.npos || flag.find("target-feature") != flag.npos) {
      has_own_cpu_ = true;
    }
    if (!is_joined && (flag != "--cfg" || i + 1 == flags.size())) continue;
    flag = is_joined ? flag.substr(6) : std::string_view(flags[++i].value);
    const std::size_t equals = std::min(flag.find('='), flag.size());
    std::string_view value = flag.substr(std::min(equals + 1, flag.size()));
    if (value.size() >= 2 && value.starts_with('"')) value = value.substr(1, value.size() - 2);
    set(std::string(flag.substr(0, equals)), std::string(value));
  }
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
  if (value.empty() && name == "true") return Match::kYes;
  if (values_.contains({std::string(name), std::string(value)})) return Match::kYes;
  if (name == kCpuFeature) return has_own_cpu_ ? Match::kUnknown : Match::kNo;
  const auto other = values_.lower_bound({std::string(name), ""});
  const bool has_other = other != values_.end() && other->first == name;
  // What rustc knows and a triple does not tell; everything else is what nobody has set.
  return !has_other && is_known_option(name) ? Match::kUnknown : Match::kNo;
}

}  // namespace doctor::cargo
