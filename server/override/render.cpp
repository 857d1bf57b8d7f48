#include "override/render.h"

#include "knowledge/markdown.h"

namespace doctor::override {
namespace {

constexpr std::string_view kGateIsOpened =
    "nightly's `unstable.codegen-backend`, opened here: \"llvm\" needs it too. Stable cargo "
    "refuses the key.";

std::string option_markdown(const Option& option, bool full) {
  std::string out = "**" + option.title + "**";
  if (!option.files.empty()) out += ": add to `" + option.files.front().path + "`";
  out += "\n\n";
  if (!option.command.empty()) out += knowledge::code_block("sh", option.command);
  if (option.command.empty() && !option.environment.empty()) {
    for (const auto& [name, value] : option.environment)
      out +=
          "Set `" + name +
          "` (its flags are separated by byte 0x1f) and add `-Zcodegen-backend=llvm` at the end.\n";
  }
  for (const FileChange& file : option.files) {
    out += full ? knowledge::code_block("diff", file.patch)
                : knowledge::code_block("toml", file.content);
  }
  return out;
}

}  // namespace

std::string to_markdown(const Plan& plan, bool full) {
  if (!plan.is_possible)
    return "No override is possible. " + (plan.why.empty() ? "" : plan.why + "\n\n") +
           "Gate: " + plan.gate.how + "\n";
  // Every option opens the gate itself, so the short answer need not list all ways to do it.
  const bool is_brief = !full && plan.gate.needed;
  std::string out = option_markdown(plan.recommended, full) + "\n" +
                    (plan.why.empty() ? "" : plan.why + "\n\n") +
                    "Gate: " + (is_brief ? std::string(kGateIsOpened) : plan.gate.how) + "\n";
  for (const std::string& caveat : plan.caveats) out += "- " + caveat + "\n";
  for (std::size_t i = 0; i < plan.alternatives.size(); ++i) {
    if (!full && i == 1) break;
    out += "\n" + option_markdown(plan.alternatives[i], full);
  }
  return out;
}

}  // namespace doctor::override
