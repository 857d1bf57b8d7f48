#include "knowledge/intrinsics.h"

#include <algorithm>

#include "base/text.h"

namespace doctor::knowledge {
namespace {

constexpr Text kLlvm = "llvm.";

// Calls `each` with the words of every line that starts with `kind`.
template <typename Each>
void for_lines(Text table, Text kind, Each each) {
  const std::string start = "\n" + std::string(kind) + " ";
  std::size_t at = 0;
  while ((at = table.find(start, at)) != Text::npos) {
    const std::size_t begin = at + start.size();
    at = std::min(table.find('\n', begin), table.size());
    each(table.substr(begin, at - begin));
  }
}

// The value of the longest key that `name` starts with, in lines of the form "KIND KEY VALUE".
std::string longest_match(Text table, Text kind, Text name) {
  std::string value;
  std::size_t best = 0;
  for_lines(table, kind, [&](Text line) {
    const Text key = line.substr(0, line.find(' '));
    if (!name.starts_with(key) || key.size() <= best) return;
    best = key.size();
    value = line.substr(std::min(key.size() + 1, line.size()));
  });
  return value;
}

bool is_implemented(Text table, Text name) {
  bool found = false;
  for_lines(table, "+", [&](Text known) {
    found = found || (known.ends_with('*') ? name.starts_with(known.substr(0, known.size() - 1))
                                           : name == known);
  });
  return found;
}

// The table's last lines, sorted: "= FUNCTION NAME...".
Text function_lines(Text table) {
  const std::size_t first = table.find("\n= ");
  return first == Text::npos ? Text() : table.substr(first + 1);
}

// The missing intrinsics that a public function reaches.
std::vector<std::string> reached_by(Text functions, Text function) {
  const std::string start = "= " + std::string(function) + " ";
  // The sought line begins in [begin, end).
  std::size_t begin = 0;
  std::size_t end = functions.size();
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    const std::size_t before = middle == 0 ? Text::npos : functions.rfind('\n', middle - 1);
    const std::size_t line = before == Text::npos ? 0 : before + 1;
    const std::size_t next = std::min(functions.find('\n', line), functions.size() - 1) + 1;
    if (functions.substr(line).starts_with(start)) {
      std::vector<std::string> reached;
      const std::size_t names = line + start.size();
      for (const Text name : text::split(functions.substr(names, next - 1 - names), ' ')) {
        reached.push_back(std::string(kLlvm) + std::string(name));
      }
      return reached;
    }
    if (functions.substr(line, next - line) < Text(start)) {
      begin = next;
    } else {
      end = line;
    }
  }
  return {};
}

// "_mm256_add_epi32", "vaddq_f32": the names that core::arch gives its functions on x86 and
// aarch64.
bool is_x86_function(Text name) {
  return name.starts_with("_mm_") || name.starts_with("_mm256_") || name.starts_with("_mm512_");
}
bool is_neon_function(Text name) {
  const std::size_t type = name.rfind('_');
  if (!name.starts_with('v') || type == Text::npos || type < 3 || type + 2 >= name.size())
    return false;
  const Text suffix = name.substr(type + 1);
  constexpr Text kTypes[] = {"s8",  "s16", "s32", "s64", "u8",  "u16", "u32", "u64",
                             "f16", "f32", "f64", "p8",  "p16", "p64", "p128"};
  return std::find(std::begin(kTypes), std::end(kTypes), suffix) != std::end(kTypes);
}

Text entry_of(Text name) {
  if (name.starts_with("llvm.x86.") || is_x86_function(name)) {
    return "cranelift-simd-vendor-intrinsic-x86";
  }
  if (name.starts_with("llvm.aarch64.crypto.") || name.starts_with("llvm.aarch64.crc32")) {
    return "cranelift-aarch64-crypto-intrinsics";
  }
  if (name.starts_with("llvm.aarch64.") || is_neon_function(name)) {
    return "cranelift-simd-vendor-intrinsic-aarch64";
  }
  return "cranelift-simd-vendor-intrinsic-other";
}

bool is_vendor_intrinsic(Text name) {
  constexpr Text kVendors[] = {"x86.", "aarch64.",   "arm.",  "riscv.", "s390.",
                               "ppc.", "loongarch.", "wasm.", "mips.",  "nvvm."};
  return name.starts_with(kLlvm) &&
         std::any_of(std::begin(kVendors), std::end(kVendors),
                     [&](Text vendor) { return name.substr(kLlvm.size()).starts_with(vendor); });
}

std::string quoted(const std::string& name) {
  return "`" + name + "`";
}

std::string feature_sentence(const Intrinsic& intrinsic) {
  constexpr Text kRemedy = " Compile the crate that calls it with LLVM";
  if (intrinsic.feature.empty()) return std::string(kRemedy) + ".";
  if (intrinsic.feature == "baseline") {
    return std::string(kRemedy) +
           ": it is part of the architecture's baseline, so no target "
           "feature turns it off.";
  }
  return std::string(kRemedy) + ", or turn its code path for the target feature " +
         quoted(intrinsic.feature) + " off where the crate has a switch for it.";
}

}  // namespace

std::optional<Intrinsic> find_intrinsic(Text table, Text name) {
  Intrinsic found;
  found.name = name;
  found.entry = entry_of(name);
  const auto note_date = [&] {
    for_lines(table, "date", [&](Text date) { found.checked = date; });
  };
  if (is_vendor_intrinsic(name)) {
    note_date();
    found.is_implemented = is_implemented(table, name);
    found.feature = longest_match(table, "feature", name);
    if (found.is_implemented) found.since = longest_match(table, "since", name);
    return found;
  }
  if (name.size() < 5 ||
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                             "0123456789_") != Text::npos) {
    return std::nullopt;
  }
  found.reaches = reached_by(function_lines(table), name);
  if (found.reaches.empty() && !is_x86_function(name) && !is_neon_function(name))
    return std::nullopt;
  note_date();
  found.is_implemented = found.reaches.empty();
  if (!found.reaches.empty()) {
    found.feature = longest_match(table, "feature", found.reaches.front());
    found.entry = entry_of(found.reaches.front());
  }
  return found;
}

std::vector<Intrinsic> intrinsics_in(Text table, Text text, std::size_t most) {
  std::vector<Intrinsic> found;
  std::size_t i = 0;
  while (i < text.size() && found.size() < most) {
    const auto is_part = [&](char c) { return text::is_word(c) || c == '.'; };
    if (!text::is_word(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && is_part(text[end])) ++end;
    Text word = text.substr(i, end - i);
    while (word.ends_with('.')) word.remove_suffix(1);
    i = end;
    const bool is_new = std::none_of(found.begin(), found.end(),
                                     [&](const Intrinsic& known) { return known.name == word; });
    if (!is_new || word.find_first_of("._") == Text::npos) continue;
    if (auto intrinsic = find_intrinsic(table, word)) found.push_back(std::move(*intrinsic));
  }
  return found;
}

std::string sentence(const Intrinsic& intrinsic, Text nightly_date) {
  constexpr std::size_t kPrefix = Text("nightly-").size();
  const bool is_later = !intrinsic.since.empty() && !nightly_date.empty() &&
                        nightly_date < Text(intrinsic.since).substr(kPrefix);
  const std::string name = quoted(intrinsic.name);
  if (is_later) {
    return name + ": Cranelift implements it from " + intrinsic.since + " on, so not in nightly-" +
           std::string(nightly_date) +
           "; there the program aborts when it runs it. A newer nightly helps.";
  }
  if (intrinsic.is_implemented && !intrinsic.name.starts_with(kLlvm)) {
    return name + ": it reaches no intrinsic that Cranelift lacks (looked at in " +
           intrinsic.checked + ").";
  }
  if (intrinsic.is_implemented) {
    return name + ": Cranelift implements it" +
           (intrinsic.since.empty() ? " (in " + intrinsic.checked + "; since when is not recorded)."
                                    : " since " + intrinsic.since + ".");
  }
  std::string out =
      name + ": not implemented by Cranelift (looked at in " + intrinsic.checked + ")";
  if (!intrinsic.reaches.empty()) {
    out += "; it reaches ";
    for (std::size_t i = 0; i < intrinsic.reaches.size(); ++i) {
      out += (i > 0 ? ", " : "") + quoted(intrinsic.reaches[i]);
    }
  }
  return out + ". The program builds, and aborts when it runs it." + feature_sentence(intrinsic);
}

}  // namespace doctor::knowledge
