#include "tools/fix_context.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string_view>
#include <tuple>

#include "override/project.h"
#include "tools/answer.h"
#include "tools/project.h"

namespace doctor::tools {
namespace {

using override::Plan;

// Messages of these kinds come from a backend at work: where it is Cranelift, a nightly was
// running.
constexpr std::string_view kKindsOfARunningBackend[] = {"compile-error", "ice", "link-error",
                                                        "runtime-trap", "warning"};

bool shows_nightly(const knowledge::Entry* entry) {
  return entry != nullptr && entry->backend == "cranelift" &&
         std::find(std::begin(kKindsOfARunningBackend), std::end(kKindsOfARunningBackend),
                   entry->kind) != std::end(kKindsOfARunningBackend);
}

// The folder selects a stable toolchain, but the log was made by another one, which nobody named.
Plan plan_in_folder(const Files& files, override::Request request, const override::Place& place) {
  Plan plan = override::plan_in_project(files, request, place);
  if (plan.state != Plan::State::kImpossible || !request.toolchain.empty() ||
      !shows_nightly(request.entry))
    return plan;
  request.toolchain = "nightly";
  Plan for_nightly = override::plan_in_project(files, request, place);
  if (for_nightly.state != Plan::State::kOverride) return plan;
  for_nightly.caveats.insert(
      for_nightly.caveats.begin(),
      "Worked out for a nightly, because only a nightly compiles with Cranelift. This folder "
      "itself "
      "selects another toolchain: run the command with the one that failed (`cargo +nightly …`).");
  return for_nightly;
}

// A crate of the log that the project does not have: the log is of something else, and all that can
// be given is what needs no project.
Plan plan_for_log(const Files& files, const override::Request& request,
                  const override::Place& place) {
  Plan plan = plan_in_folder(files, request, place);
  if (plan.state != Plan::State::kUnknownCrate) return plan;
  Plan generic = override::plan(request);
  generic.caveats.insert(generic.caveats.begin(), "Not proved for this project: " + plan.why);
  return generic;
}

}  // namespace

Result<FixContext> fix_context(const Engine& engine, const Json& arguments) {
  FixContext context;
  context.command = text_argument(arguments, "command");
  context.toolchain = text_argument(arguments, "toolchain");
  if (!arguments.contains("project_dir")) return context;
  const Result<Project> project = project_of(engine, arguments);
  if (!project.ok()) return project.problem();
  using Key = std::tuple<const knowledge::Entry*, std::string, std::string>;
  context.plan = [&files = engine.files(),
                  place = override::Place{project.value().folder, project.value().environment},
                  known =
                      std::make_shared<std::map<Key, Plan>>()](const override::Request& request) {
    const Key key{request.entry, request.crate, request.version};
    auto found = known->find(key);
    if (found == known->end())
      found = known->emplace(key, plan_for_log(files, request, place)).first;
    return found->second;
  };
  return context;
}

}  // namespace doctor::tools
