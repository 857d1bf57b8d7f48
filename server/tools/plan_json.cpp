#include "tools/plan_json.h"

#include <algorithm>

#include "tools/backend_report.h"

namespace doctor::tools {
namespace {

// A file's content is given only while it is small; the patch nearly always is.
constexpr std::size_t kMostContentBytes = 8000;
constexpr std::size_t kMostPatchBytes = 6000;  // its lines may be of any length
constexpr std::size_t kMostProofBytes = 5000;  // of the packages, before and after

Json option_json(const override::Option& option, const override::Plan& plan) {
  Json files = Json::array();
  for (const override::FileChange& file : option.files) {
    Json one = {{"path", file.path}, {"action", file.action}, {"patch", file.patch}};
    if (file.patch.size() >= kMostPatchBytes) {
      one["patch"] = nullptr;
      one["too_long"] = "`rust-nix-doctor override --apply` writes it";
    }
    if (file.content.size() < kMostContentBytes) one["content"] = file.content;
    if (plan.folder != plan.project) one["in"] = plan.folder;
    files.push_back(std::move(one));
  }
  Json out = {{"scope", override::name_of(option.scope)},
              {"title", option.title},
              {"env", option.environment},
              {"cargo_args", option.cargo_arguments},
              {"files", std::move(files)}};
  if (!option.command.empty()) out["command"] = option.command;
  if (!option.note.empty()) out["note"] = option.note;
  return out;
}

Json proof_json(const override::Proof& proof, const std::string& folder) {
  const BackendView view{"", folder, "", true};
  Json before = Json::array();
  Json after = Json::array();
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < proof.before.size() && bytes < kMostProofBytes; ++i) {
    before.push_back(package_json(proof.before[i], view));
    after.push_back(package_json(proof.after[i], view));
    bytes += json::print(before.back()).size() + json::print(after.back()).size();
  }
  Json out = {{"before", std::move(before)}, {"after", std::move(after)}};
  if (out["before"].size() < proof.before.size()) {
    out["showing"] = std::to_string(out["before"].size()) + " of " +
                     std::to_string(proof.before.size()) + " packages that change";
  }
  if (!proof.command.empty()) out["command"] = proof.command;
  return out;
}

}  // namespace

Json plan_json(const override::Plan& plan) {
  Json gate = {{"needed", plan.gate.needed}, {"how", plan.gate.how}};
  if (!plan.gate.satisfied_by.empty()) gate["satisfied_by"] = plan.gate.satisfied_by;
  Json alternatives = Json::array();
  for (const override::Option& option : plan.alternatives)
    alternatives.push_back(option_json(option, plan));
  const bool has_option = plan.state == override::Plan::State::kOverride;
  std::vector<std::string> caveats = plan.caveats;
  if (!plan.recommended.note.empty()) caveats.push_back(plan.recommended.note);
  Json out = {{"recommended", has_option ? option_json(plan.recommended, plan) : Json()},
              {"why", plan.why},
              {"gate", std::move(gate)},
              {"caveats", std::move(caveats)},
              {"alternatives", std::move(alternatives)}};
  if (plan.proof) out["proof"] = proof_json(*plan.proof, plan.project);
  return out;
}

}  // namespace doctor::tools
