#include "mcp/results.h"

#include <utility>

namespace doctor::mcp {

rpc::Answer complete(const Server& server, Era era, Json result) {
  if (era == Era::kModern) {
    result["resultType"] = "complete";
    Json& info = result["_meta"][std::string(kMetaServerInfo)];
    if (info.is_null()) info = server.info();
  }
  return {json::print(result)};
}

rpc::Answer complete_cached(const Server& server, Era era, Json result, std::int64_t ttl_ms) {
  if (era == Era::kModern) {
    result["ttlMs"] = ttl_ms;
    result["cacheScope"] = kCacheScope;
  }
  return complete(server, era, std::move(result));
}

rpc::Answer input_required(const Server& server, Json requests, const std::string& state) {
  Json result = {{"resultType", "input_required"}, {"inputRequests", std::move(requests)}};
  if (!state.empty()) result["requestState"] = state;
  result["_meta"][std::string(kMetaServerInfo)] = server.info();
  return {json::print(result)};
}

Json call_result(Era era, ToolResult result) {
  Json body;
  body["content"] = Json::array();
  if (result.blocks.is_array()) {
    body["content"] = std::move(result.blocks);
  } else if (!result.text.empty()) {
    Json block;
    block["type"] = "text";
    block["text"] = std::move(result.text);
    body["content"].push_back(std::move(block));
  }
  body["isError"] = result.is_error;
  if (result.structured && (era == Era::kModern || result.structured->is_object())) {
    body["structuredContent"] = std::move(*result.structured);
  }
  return body;
}

}  // namespace doctor::mcp
