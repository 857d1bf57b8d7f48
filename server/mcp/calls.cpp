#include "mcp/calls.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "mcp/arguments.h"
#include "mcp/protocol.h"
#include "mcp/results.h"
#include "mcp/round.h"

namespace doctor::mcp {

rpc::Reaction call_tool(const Server& server, const Peer& peer, rpc::Request&& request) {
  Json& params = request.params;
  const auto name = params.find("name");
  if (name == params.end() || !name->is_string()) {
    return invalid_params("params.name must be a string");
  }
  const Tool* tool = server.find(name->get_ref<const std::string&>());
  if (tool == nullptr) {
    return rpc::Error{rpc::kInvalidParams, server.unknown_tool(name->get_ref<const std::string&>()),
                      nullptr};
  }
  if (!params.contains("arguments") || params["arguments"].is_null()) {
    params["arguments"] = Json::object();
  }
  const Era era = peer.era;
  if (std::optional<std::string> fault = argument_fault(tool->input_schema, params["arguments"])) {
    return complete(server, era, call_result(era, {std::move(*fault), std::nullopt, true}));
  }
  const auto shared = std::make_shared<const Json>(std::move(params));
  return start_round(
      server, peer,
      {request.method, shared,
       [&server, era, tool, arguments = &(*shared)["arguments"]](const Context& context) {
         return rpc::Outcome(
             complete(server, era, call_result(era, tool->run(*arguments, context))));
       },
       [&server, era](const std::string& why) {
         return rpc::Outcome(complete(server, era, call_result(era, {why, std::nullopt, true})));
       }});
}

}  // namespace doctor::mcp
