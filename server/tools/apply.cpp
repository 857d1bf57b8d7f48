#include "tools/apply.h"

#include "base/replace_file.h"
#include "cargo/paths.h"

namespace doctor::tools {

const override::Option* lasting_option(const override::Plan& plan) {
  if (plan.state != override::Plan::State::kOverride) return nullptr;
  if (!plan.recommended.files.empty()) return &plan.recommended;
  for (const override::Option& option : plan.alternatives) {
    if (!option.files.empty()) return &option;
  }
  return nullptr;
}

std::optional<Problem> apply(const override::Option& option, const override::Plan& plan) {
  if (option.files.size() != 1) return Problem{"the option does not edit exactly one file", {}};
  const override::FileChange& file = option.files.front();
  if (file.target.empty() || plan.folder.empty() || !cargo::is_inside(file.target, plan.folder)) {
    return Problem{"is not written: it lies outside the project", {file.target}};
  }
  return replace_file(file.target, file.before, file.content);
}

}  // namespace doctor::tools
