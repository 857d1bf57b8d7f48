#include "tests/support/asked.h"

namespace doctor::test {
namespace {

Json shown(const rpc::Outcome& outcome) {
  if (const auto* answer = std::get_if<rpc::Answer>(&outcome)) return Json::parse(answer->result);
  const auto& error = std::get<rpc::Error>(outcome);
  return {{"error", {{"code", error.code}, {"message", error.message}, {"data", error.data}}}};
}

}  // namespace

Asked ask(const mcp::Server& server, const mcp::Peer& peer, const std::string& method,
          const std::string& params, const rpc::PeerReply& reply) {
  Asked asked;
  const rpc::CallContext context{
      {},
      [&](const std::string& name, const Json& sent) {
        asked.notifications.push_back(name + " " + json::print(sent));
      },
      [&](const std::string& name, const Json& sent) {
        asked.notifications.push_back("? " + name + " " + json::print(sent));
        return reply;
      }};
  rpc::Reaction reaction = serve_method(server, peer, {"1", method, Json::parse(params), 0, false});
  if (auto* answer = std::get_if<rpc::Answer>(&reaction)) {
    asked.result = shown(*answer);
  } else if (auto* error = std::get_if<rpc::Error>(&reaction)) {
    asked.result = shown(*error);
  } else if (auto* later = std::get_if<rpc::Later>(&reaction)) {
    asked.result = shown(later->run(context));
  } else {
    asked.result = "open";
  }
  return asked;
}

}  // namespace doctor::test
