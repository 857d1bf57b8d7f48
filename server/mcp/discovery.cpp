#include "mcp/discovery.h"

#include <algorithm>
#include <string>
#include <utility>

#include "mcp/results.h"

namespace doctor::mcp {

std::string_view negotiate(std::string_view requested) {
  const auto* const found = std::find(kLegacyVersions.begin(), kLegacyVersions.end(), requested);
  return found == kLegacyVersions.end() ? kLatestLegacyVersion : *found;
}

rpc::Reaction initialize(const Server& server, std::string_view version) {
  Json result = {{"protocolVersion", version},
                 {"capabilities", Server::capabilities()},
                 {"serverInfo", server.info()}};
  if (!server.identity().instructions.empty()) {
    result["instructions"] = server.identity().instructions;
  }
  return complete(server, Era::kLegacy, std::move(result));
}

rpc::Reaction discover(const Server& server, Era era, rpc::Request&& /*request*/) {
  Json result = {{"supportedVersions", kSupportedVersions},
                 {"capabilities", Server::capabilities()}};
  if (!server.identity().instructions.empty()) {
    result["instructions"] = server.identity().instructions;
  }
  return complete_cached(server, era, std::move(result), kDiscoverTtlMs);
}

rpc::Reaction listen(const Server& server, Era /*era*/, rpc::Request&& request) {
  if (!request.params.contains("notifications") || !request.params["notifications"].is_object()) {
    return rpc::Error{rpc::kInvalidParams, "Invalid params: params.notifications must be an object",
                      nullptr};
  }
  // The id is repeated byte for byte, so it cannot pass through a Json value.
  const std::string subscription = json::print(Json(kMetaSubscription)) + ":" + request.id;
  const std::string info = json::print(Json(kMetaServerInfo)) + ":" + json::print(server.info());
  return rpc::Open{
      std::string(kAcknowledged), R"({"_meta":{)" + subscription + R"(},"notifications":{}})",
      rpc::Answer{R"({"resultType":"complete","_meta":{)" + subscription + "," + info + "}}"}};
}

}  // namespace doctor::mcp
