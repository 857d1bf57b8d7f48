#include "mcp/methods.h"

#include <array>
#include <string>
#include <utility>

#include "base/text.h"
#include "mcp/calls.h"
#include "mcp/discovery.h"
#include "mcp/results.h"

namespace doctor::mcp {
namespace {

rpc::Reaction ping(const Server& server, Era era, rpc::Request&& /*request*/) {
  return complete(server, era, Json::object());
}

// The list has one page, so no cursor was ever given out.
rpc::Reaction list_tools(const Server& server, Era era, rpc::Request&& request) {
  if (request.params.is_object() && request.params.contains("cursor")) {
    return rpc::Error{rpc::kInvalidParams,
                      "Invalid params: unknown cursor; the list of tools has one page", nullptr};
  }
  return complete_cached(server, era, {{"tools", server.listing()}}, kToolsTtlMs);
}

struct Method {
  std::string_view name;
  bool legacy;
  bool modern;
  rpc::Reaction (*serve)(const Server& server, Era era, rpc::Request&& request);
};

constexpr std::array<Method, 5> kMethods{{
    {kPing, true, false, ping},
    {kDiscover, false, true, discover},
    {kListen, false, true, listen},
    {kToolsList, true, true, list_tools},
    {kToolsCall, true, true, call_tool},
}};

bool has(const Method& method, Era era) {
  return era == Era::kLegacy ? method.legacy : method.modern;
}

}  // namespace

std::vector<std::string_view> method_names(Era era) {
  std::vector<std::string_view> names;
  for (const Method& method : kMethods) {
    if (has(method, era)) names.push_back(method.name);
  }
  return names;
}

rpc::Reaction serve_method(const Server& server, Era era, rpc::Request&& request) {
  for (const Method& method : kMethods) {
    if (method.name != request.method) continue;
    if (!has(method, era)) break;
    if (request.params.is_array()) {
      return rpc::Error{rpc::kInvalidParams, "Invalid params: params must be an object", nullptr};
    }
    return method.serve(server, era, std::move(request));
  }
  return rpc::Error{rpc::kMethodNotFound,
                    "Method not found: " + text::clip(request.method, kQuotedBytes), nullptr};
}

}  // namespace doctor::mcp
