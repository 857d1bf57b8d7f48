#include "mcp/completion.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "mcp/protocol.h"
#include "mcp/results.h"
#include "mcp/round.h"
#include "mcp/uri_template.h"

namespace doctor::mcp {
namespace {

using Completer = std::function<std::vector<std::string>(const std::string& typed)>;
using Found = std::variant<Completer, rpc::Error>;

// The string `key` of an object; empty where there is none.
std::string string_of(const Json& object, const char* key) {
  const auto member = object.find(key);
  return member != object.end() && member->is_string() ? member->get<std::string>() : "";
}

Found of_prompt(const Offer& offer, const std::string& name, const std::string& argument) {
  for (const Prompt& prompt : offer.prompts) {
    if (prompt.name != name) continue;
    for (const PromptArgument& one : prompt.arguments) {
      if (one.name == argument) return one.complete;
    }
    return invalid_params("the prompt has no argument of this name");
  }
  return invalid_params("params.ref names no prompt");
}

Found of_template(const Offer& offer, const std::string& uri, const std::string& variable) {
  for (const ResourceTemplate& family : offer.templates) {
    if (family.uri_template != uri) continue;
    if (!has_variable(uri, variable)) return invalid_params("the template has no such variable");
    if (!family.complete) return Completer();
    return
        [&family, variable](const std::string& typed) { return family.complete(variable, typed); };
  }
  // A resource without variables has nothing to complete.
  const auto is_it = [&](const Resource& resource) { return resource.uri == uri; };
  if (std::any_of(offer.resources.begin(), offer.resources.end(), is_it)) return Completer();
  return invalid_params("params.ref names no resource template");
}

Found find_completer(const Offer& offer, const Json& ref, const std::string& argument) {
  const std::string type = string_of(ref, "type");
  if (type == "ref/prompt") return of_prompt(offer, string_of(ref, "name"), argument);
  if (type == "ref/resource") return of_template(offer, string_of(ref, "uri"), argument);
  return invalid_params("params.ref.type must be \"ref/prompt\" or \"ref/resource\"");
}

}  // namespace

rpc::Reaction complete_argument(const Server& server, const Peer& peer, rpc::Request&& request) {
  const Json& params = request.params;
  for (const char* key : {"ref", "argument"}) {
    if (!params.is_object() || !params.contains(key) || !params[key].is_object()) {
      return invalid_params("params." + std::string(key) + " must be an object");
    }
  }
  const Json& argument = params["argument"];
  if (!argument.contains("value") || !argument["value"].is_string()) {
    return invalid_params("params.argument.value must be a string");
  }
  const Found found = find_completer(server.offer(), params["ref"], string_of(argument, "name"));
  if (const auto* error = std::get_if<rpc::Error>(&found)) return *error;
  const auto& completer = std::get<Completer>(found);
  std::vector<std::string> values;
  if (completer) values = completer(argument["value"].get_ref<const std::string&>());
  const std::size_t total = values.size();
  if (total > kMaxCompletions) values.resize(kMaxCompletions);
  return complete(
      server, peer.era,
      {{"completion", {{"values", values}, {"total", total}, {"hasMore", total > values.size()}}}});
}

}  // namespace doctor::mcp
