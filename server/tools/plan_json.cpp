#include "tools/plan_json.h"

namespace doctor::tools {
namespace {

// A file's content is given only while it is small; the patch always is.
constexpr std::size_t kMostContentBytes = 8000;

Json option_json(const override::Option& option) {
  Json files = Json::array();
  for (const override::FileChange& file : option.files) {
    Json one = {{"path", file.path}, {"action", file.action}, {"patch", file.patch}};
    if (file.content.size() < kMostContentBytes) one["content"] = file.content;
    files.push_back(std::move(one));
  }
  Json out = {{"scope", override::name_of(option.scope)},
              {"title", option.title},
              {"env", option.environment},
              {"cargo_args", option.cargo_arguments},
              {"files", std::move(files)}};
  if (!option.command.empty()) out["command"] = option.command;
  return out;
}

}  // namespace

Json plan_json(const override::Plan& plan) {
  Json gate = {{"needed", plan.gate.needed}, {"how", plan.gate.how}};
  if (!plan.gate.satisfied_by.empty()) gate["satisfied_by"] = plan.gate.satisfied_by;
  Json alternatives = Json::array();
  for (const override::Option& option : plan.alternatives)
    alternatives.push_back(option_json(option));
  return {{"recommended", plan.is_possible ? option_json(plan.recommended) : Json()},
          {"why", plan.why},
          {"gate", std::move(gate)},
          {"caveats", plan.caveats},
          {"alternatives", std::move(alternatives)}};
}

}  // namespace doctor::tools
