#include "override/render.h"

#include "knowledge/markdown.h"

namespace doctor::override {
namespace {

std::string option_markdown(const Option& option, bool full) {
  std::string out = "**" + option.title + "**";
  if (!option.files.empty()) out += " — in `" + option.files.front().path + "` (add the tables if the file exists)";
  out += "\n\n";
  if (!option.command.empty()) out += knowledge::code_block("sh", option.command);
  if (option.command.empty() && !option.environment.empty()) {
    for (const auto& [name, value] : option.environment) out += "Set `" + name + "` (its flags are separated by byte 0x1f) and add `-Zcodegen-backend=llvm` at the end.\n";
  }
  for (const FileChange& file : option.files) {
    out += full ? knowledge::code_block("diff", file.patch) : knowledge::code_block("toml", file.content);
  }
  return out;
}

}  // namespace

std::string to_markdown(const Plan& plan, bool full) {
  if (!plan.is_possible) return "No override is possible. " + plan.why + "\n\nGate: " + plan.gate.how + "\n";
  std::string out = option_markdown(plan.recommended, full) + "\nWhy: " + plan.why + "\n\nGate: " + plan.gate.how + "\n\n";
  out += "What to know:\n";
  for (const std::string& caveat : plan.caveats) out += "- " + caveat + "\n";
  for (std::size_t i = 0; i < plan.alternatives.size(); ++i) {
    if (!full && i == 2) break;
    out += "\n" + option_markdown(plan.alternatives[i], full);
  }
  return out;
}

}  // namespace doctor::override
