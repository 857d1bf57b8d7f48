#include "mcp/methods.h"

#include <array>
#include <string>
#include <utility>

#include "base/text.h"
#include "mcp/calls.h"
#include "mcp/completion.h"
#include "mcp/discovery.h"
#include "mcp/listings.h"
#include "mcp/protocol.h"
#include "mcp/reading.h"
#include "mcp/results.h"

namespace doctor::mcp {
namespace {

rpc::Reaction ping(const Server& server, const Peer& peer, rpc::Request&& /*request*/) {
  return complete(server, peer.era, Json::object());
}

bool always(const Offer& /*offer*/) {
  return true;
}
bool has_resources(const Offer& offer) {
  return !offer.resources.empty() || !offer.templates.empty();
}
bool has_prompts(const Offer& offer) {
  return !offer.prompts.empty();
}
bool has_either(const Offer& offer) {
  return has_resources(offer) || has_prompts(offer);
}

struct Method {
  std::string_view name;
  bool legacy;
  bool modern;
  bool (*offered)(const Offer& offer);
  rpc::Reaction (*serve)(const Server& server, const Peer& peer, rpc::Request&& request);
};

constexpr std::array<Method, 11> kMethods{{
    {kPing, true, false, always, ping},
    {kDiscover, false, true, always, discover},
    {kListen, false, true, always, listen},
    {kToolsList, true, true, always, list_tools},
    {kToolsCall, true, true, always, call_tool},
    {kResourcesList, true, true, has_resources, list_resources},
    {kTemplatesList, true, true, has_resources, list_templates},
    {kResourcesRead, true, true, has_resources, read_resource},
    {kPromptsList, true, true, has_prompts, list_prompts},
    {kPromptsGet, true, true, has_prompts, get_prompt},
    {kComplete, true, true, has_either, complete_argument},
}};

bool has(const Method& method, Era era) {
  return era == Era::kLegacy ? method.legacy : method.modern;
}

}  // namespace

std::vector<std::string_view> method_names(const Server& server, Era era) {
  std::vector<std::string_view> names;
  for (const Method& method : kMethods) {
    if (has(method, era) && method.offered(server.offer())) names.push_back(method.name);
  }
  return names;
}

rpc::Error no_such_method(std::string_view method) {
  return {rpc::kMethodNotFound, "Method not found: " + text::clip(method, kQuotedBytes), nullptr};
}

rpc::Reaction serve_method(const Server& server, const Peer& peer, rpc::Request&& request) {
  for (const Method& method : kMethods) {
    if (method.name != request.method) continue;
    if (!has(method, peer.era)) break;
    if (!method.offered(server.offer())) break;
    if (request.params.is_array()) {
      return rpc::Error{rpc::kInvalidParams, "Invalid params: params must be an object", nullptr};
    }
    return method.serve(server, peer, std::move(request));
  }
  return no_such_method(request.method);
}

}  // namespace doctor::mcp
