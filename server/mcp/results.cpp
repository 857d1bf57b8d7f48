#include "mcp/results.h"

#include <utility>

namespace doctor::mcp {

rpc::Answer complete(const Server& server, Era era, Json result) {
  if (era == Era::kModern) {
    result["resultType"] = "complete";
    result["_meta"][std::string(kMetaServerInfo)] = server.info();
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

Json call_result(Era era, ToolResult result) {
  Json body;
  body["content"] = Json::array();
  if (!result.text.empty()) {
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
