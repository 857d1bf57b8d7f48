#include "mcp/calls.h"

#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "mcp/arguments.h"
#include "mcp/results.h"

namespace doctor::mcp {
namespace {

using Progress = std::function<void(double, double, const std::string&)>;

// The token under which the client wants to hear of progress; null for none.
Json progress_token(const Json& params) {
  const auto meta = params.find("_meta");
  if (meta == params.end() || !meta->is_object()) return nullptr;
  const auto token = meta->find(kMetaProgressToken);
  if (token == meta->end() || !(token->is_string() || token->is_number())) return nullptr;
  return *token;
}

// 50 rather than 50.0 where nothing is lost.
Json number(double value) {
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (std::trunc(value) != value || std::abs(value) > kExact) return value;
  return static_cast<std::int64_t>(value);
}

// Sends what increases strictly, as the protocol demands, and drops the rest.
Progress progress_sender(Json token, const rpc::CallContext& context) {
  if (token.is_null()) return [](double, double, const std::string&) {};
  return [token = std::move(token), &context, last = std::optional<double>()](
             double done, double total, const std::string& message) mutable {
    if (last && !(done > *last)) return;
    last = done;
    Json params = {{kMetaProgressToken, token}, {"progress", number(done)}};
    if (total > 0) params["total"] = number(total);
    if (!message.empty()) params["message"] = message;
    context.notify(std::string(kProgress), params);
  };
}

rpc::Error invalid(const std::string& reason) {
  return {rpc::kInvalidParams, "Invalid params: " + reason, nullptr};
}

}  // namespace

rpc::Reaction call_tool(const Server& server, Era era, rpc::Request&& request) {
  Json& params = request.params;
  const auto name = params.find("name");
  if (name == params.end() || !name->is_string()) return invalid("params.name must be a string");
  const Tool* tool = server.find(name->get_ref<const std::string&>());
  if (tool == nullptr) {
    return rpc::Error{rpc::kInvalidParams, server.unknown_tool(name->get_ref<const std::string&>()),
                      nullptr};
  }
  Json arguments = Json::object();
  const auto given = params.find("arguments");
  if (given != params.end() && !given->is_null()) arguments = std::move(*given);
  if (std::optional<std::string> fault = argument_fault(tool->input_schema, arguments)) {
    return complete(server, era, call_result(era, {std::move(*fault), std::nullopt, true}));
  }
  return rpc::Later{[&server, era, tool, token = progress_token(params),
                     arguments = std::move(arguments)](const rpc::CallContext& context) {
    const ToolContext tool_context{context.stop, progress_sender(token, context)};
    ToolResult result = tool->run(arguments, tool_context);
    return rpc::Outcome(complete(server, era, call_result(era, std::move(result))));
  }};
}

}  // namespace doctor::mcp
