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
                 {"capabilities", server.capabilities()},
                 {"serverInfo", server.full_info()}};
  if (!server.identity().instructions.empty()) {
    result["instructions"] = server.identity().instructions;
  }
  return complete(server, Era::kLegacy, std::move(result));
}

rpc::Reaction discover(const Server& server, const Peer& peer, rpc::Request&& /*request*/) {
  Json result = {{"supportedVersions", kSupportedVersions},
                 {"capabilities", server.capabilities()},
                 {"_meta", {{kMetaServerInfo, server.full_info()}}}};
  if (!server.identity().instructions.empty()) {
    result["instructions"] = server.identity().instructions;
  }
  return complete_cached(server, peer.era, std::move(result), kDiscoverTtlMs);
}

rpc::Reaction listen(const Server& server, const Peer& /*peer*/, rpc::Request&& request) {
  if (!request.params.contains("notifications") || !request.params["notifications"].is_object()) {
    return rpc::Error{rpc::kInvalidParams, "Invalid params: params.notifications must be an object",
                      nullptr};
  }
  const Offer& offer = server.offer();
  ChangeFilter filter;
  if (offer.changes != nullptr) {
    filter = ChangeFilter::read(request.params["notifications"]);
    filter.prompts = filter.prompts && !offer.prompts.empty();
    if (offer.resources.empty() && offer.templates.empty()) {
      filter.resources = false;
      filter.uris.clear();
    }
  }
  // The id is repeated byte for byte, so it cannot pass through a Json value.
  const std::string subscription = json::print(Json(kMetaSubscription)) + ":" + request.id;
  const std::string meta = R"("_meta":{)" + subscription;
  const std::string info = json::print(Json(kMetaServerInfo)) + ":" + json::print(server.info());
  rpc::Open open{std::string(kAcknowledged),
                 "{" + meta + R"(},"notifications":)" + json::print(filter.print()) + "}",
                 rpc::Answer{R"({"resultType":"complete",)" + meta + "," + info + "}}"}};
  if (offer.changes == nullptr) return open;
  open.subscribe = [changes = offer.changes, filter, meta](rpc::Notifier notify) {
    return changes->add(
        filter, [notify = std::move(notify), meta](std::string_view method, const Json& params) {
          std::string text = json::print(params);
          text.back() = params.empty() ? ' ' : ',';
          notify(method, text + meta + "}}");
        });
  };
  return open;
}

}  // namespace doctor::mcp
