#include "mcp/round.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>

#include "mcp/inputs.h"
#include "mcp/protocol.h"
#include "mcp/results.h"

namespace doctor::mcp {
namespace {

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

// What gives a round's code its way to the client.
Context context_of(const Server& server, const Peer& peer, const Json& params, Inputs& inputs,
                   const rpc::CallContext& call) {
  Context context;
  context.stop = call.stop;
  context.inputs = &inputs;
  if (Json token = progress_token(params); !token.is_null()) {
    // Sends what increases strictly, as the protocol demands, and drops the rest.
    context.progress = [token = std::move(token), &call, last = std::optional<double>()](
                           double done, double total, const std::string& message) mutable {
      if (last && !(done > *last)) return;
      last = done;
      Json sent = {{kMetaProgressToken, token}, {"progress", number(done)}};
      if (total > 0) sent["total"] = number(total);
      if (!message.empty()) sent["message"] = message;
      call.notify(std::string(kProgress), sent);
    };
  }
  if (peer.log_level) {
    context.log = [least = *peer.log_level, &server, &call](LogLevel level, const Json& data) {
      if (level < least) return;
      call.notify(std::string(kLogMessage),
                  {{"level", name_of(level)}, {"logger", server.identity().name}, {"data", data}});
    };
  }
  return context;
}

// What a state between rounds is bound to: the request without what changes from round to round.
std::string purpose_of(const std::string& method, const Json& params) {
  Json purpose = {{"method", method}};
  for (const char* key : {"name", "uri", "arguments"}) {
    if (params.contains(key)) purpose[key] = params[key];
  }
  return json::print(purpose);
}

std::variant<Inputs::Given, rpc::Error> read_given(const Server& server, const Peer& peer,
                                                   const Round& round) {
  Inputs::Given given{peer.capabilities, Json::object(), std::nullopt};
  if (peer.era == Era::kLegacy) return given;
  const Json& params = *round.params;
  if (params.contains("inputResponses")) {
    if (!params["inputResponses"].is_object()) {
      return invalid_params("params.inputResponses must be an object");
    }
    given.answers = params["inputResponses"];
  }
  if (!params.contains("requestState") || server.offer().seal == nullptr) return given;
  const Json& state = params["requestState"];
  if (state.is_string()) {
    given.state = server.offer().seal->open(purpose_of(round.method, params),
                                            state.get_ref<const std::string&>());
  }
  if (!given.state) {
    return invalid_params(
        "params.requestState is not, or no longer, what this server gave for this request");
  }
  return given;
}

// The end of a round in which not everything was known; nothing where `inputs` asked nothing in
// vain.
std::optional<rpc::Outcome> unfinished(const Server& server, const Peer& peer, const Round& round,
                                       const Inputs& inputs) {
  if (!inputs.missing().empty() && peer.era == Era::kModern) {
    return rpc::Error{kMissingCapability,
                      "The client lacks a capability that this request needs",
                      {{"requiredCapabilities", inputs.missing()}}};
  }
  if (!inputs.missing().empty()) {
    return round.refuse("The client does not support " + inputs.missing().begin().key());
  }
  if (!inputs.failure().empty()) return round.refuse(inputs.failure());
  if (inputs.requests().empty()) return std::nullopt;
  std::string state;
  if (inputs.kept() && server.offer().seal != nullptr) {
    state = server.offer().seal->seal(purpose_of(round.method, *round.params), *inputs.kept());
  }
  return input_required(server, inputs.requests(), state);
}

}  // namespace

rpc::Reaction start_round(const Server& server, const Peer& peer, Round round) {
  std::variant<Inputs::Given, rpc::Error> read = read_given(server, peer, round);
  if (auto* error = std::get_if<rpc::Error>(&read)) return std::move(*error);
  return rpc::Later{
      [&server, peer, round = std::move(round),
       given = std::get<Inputs::Given>(std::move(read))](const rpc::CallContext& call) {
        Inputs inputs(given, peer.era == Era::kLegacy ? call.ask : nullptr);
        rpc::Outcome outcome = round.run(context_of(server, peer, *round.params, inputs, call));
        if (std::optional<rpc::Outcome> end = unfinished(server, peer, round, inputs)) {
          return *std::move(end);
        }
        return outcome;
      }};
}

rpc::Error invalid_params(const std::string& reason) {
  return {rpc::kInvalidParams, "Invalid params: " + reason, nullptr};
}

}  // namespace doctor::mcp
