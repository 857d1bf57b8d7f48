#include "override/render.h"

#include <algorithm>

#include "knowledge/markdown.h"

namespace doctor::override {
namespace {

constexpr std::string_view kGateIsOpened =
    "nightly's `unstable.codegen-backend`, opened here: \"llvm\" needs it too. Stable cargo "
    "refuses the key.";

// What of a concise plan is told.
struct Extent {
  std::size_t alternatives = 1;
  std::size_t caveats = 100;
  bool has_proof = true;
};

std::string option_markdown(const Option& option, const Plan& plan, bool full) {
  std::string out = "**" + option.title + "**";
  for (const FileChange& file : option.files) {
    const bool is_real = !file.target.empty();
    out += ": " + (is_real ? file.action : std::string("add to")) + " `" + file.path + "`";
    if (is_real && plan.folder != plan.project) out += " in `" + plan.folder + "`";
  }
  out += "\n\n";
  if (!option.command.empty()) out += knowledge::code_block("sh", option.command);
  if (option.command.empty() && !option.environment.empty()) {
    for (const auto& [name, value] : option.environment)
      out +=
          "Set `" + name +
          "` (its flags are separated by byte 0x1f) and add `-Zcodegen-backend=llvm` at the end.\n";
  }
  for (const FileChange& file : option.files) {
    const bool is_diff = full || file.action == "edit";
    out += is_diff ? knowledge::code_block("diff", file.patch)
                   : knowledge::code_block("toml", file.content);
  }
  if (!option.note.empty()) out += "\n" + option.note + "\n";
  return out;
}

std::string told(const Plan& plan, bool full, const Extent& extent) {
  // Every option without a project opens the gate itself, so the short answer need not list all
  // ways to do it.
  const bool is_brief = !full && plan.gate.needed && plan.folder.empty();
  std::string out = option_markdown(plan.recommended, plan, full) + "\n" +
                    (plan.why.empty() ? "" : plan.why + "\n\n") +
                    "Gate: " + (is_brief ? std::string(kGateIsOpened) : plan.gate.how) + "\n";
  for (std::size_t i = 0; i < std::min(extent.caveats, plan.caveats.size()); ++i)
    out += "- " + plan.caveats[i] + "\n";
  for (std::size_t i = 0; i < std::min(extent.alternatives, plan.alternatives.size()); ++i)
    out += "\n" + option_markdown(plan.alternatives[i], plan, full);
  if (extent.has_proof && plan.proof && !plan.proof->command.empty()) {
    const bool has_files = !plan.recommended.files.empty();
    out += std::string("\nCargo's own answer, without building") +
           (has_files ? ", once it is written" : "") + " (`units[].profile.codegen_backend`):\n\n" +
           knowledge::code_block("sh", plan.proof->command);
  }
  return out;
}

}  // namespace

std::string to_markdown(const Plan& plan, bool full, std::size_t most) {
  switch (plan.state) {
    case Plan::State::kNotNeeded:
    case Plan::State::kUnknownCrate:
      return plan.why + "\n";
    case Plan::State::kImpossible:
      return "No override is possible. " + plan.why + "\n" +
             (plan.gate.how.empty() ? "" : "\nGate: " + plan.gate.how + "\n");
    case Plan::State::kOverride:
      break;
  }
  if (full) return told(plan, true, {plan.alternatives.size(), plan.caveats.size(), true});
  std::string out;
  for (const Extent& extent : {Extent{1, 100, true}, Extent{1, 100, false}, Extent{1, 2, false},
                               Extent{0, 2, true}, Extent{0, 2, false}}) {
    out = told(plan, false, extent);
    if (out.size() <= most) break;
  }
  return out;
}

}  // namespace doctor::override
