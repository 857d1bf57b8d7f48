// What tools/call, prompts/get and resources/read have in common: they run on a worker thread,
// report progress, log, and may need something from the client before they can finish.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "json/json.h"
#include "mcp/context.h"
#include "mcp/peer.h"
#include "mcp/server.h"
#include "rpc/handler.h"

namespace doctor::mcp {

struct Round {
  std::string method;
  std::shared_ptr<const Json> params;  // of the request
  // Makes the result, decorated for its era.
  std::function<rpc::Outcome(const Context& context)> run;
  // The answer where a legacy client cannot be asked what `run` wants to know.
  std::function<rpc::Outcome(const std::string& why)> refuse;
};

// The reaction to a request of which the params were found good. A modern client gets an
// "input_required" result with the questions that `run` asked in vain, or -32021 where it cannot be
// asked; "requestState" that this server did not give for the same request is -32602.
rpc::Reaction start_round(const Server& server, const Peer& peer, Round round);

rpc::Error invalid_params(const std::string& reason);

}  // namespace doctor::mcp
