#include "tools/fix_context.h"

#include <map>
#include <memory>
#include <tuple>

#include "override/project.h"
#include "tools/answer.h"
#include "tools/project.h"

namespace doctor::tools {
namespace {

using override::Plan;

// A crate of the log that the project does not have: the log is of something else, and all that can
// be given is what needs no project.
Plan plan_for_log(const Files& files, const override::Request& request,
                  const override::Place& place) {
  Plan plan = override::plan_in_project(files, request, place);
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
  using Key = std::tuple<const knowledge::Entry*, std::string, std::string, std::string>;
  context.plan = [&files = engine.files(),
                  place = override::Place{project.value().folder, project.value().environment},
                  known =
                      std::make_shared<std::map<Key, Plan>>()](const override::Request& request) {
    const Key key{request.entry, request.crate, request.version, request.toolchain};
    auto found = known->find(key);
    if (found == known->end())
      found = known->emplace(key, plan_for_log(files, request, place)).first;
    return found->second;
  };
  return context;
}

}  // namespace doctor::tools
