#include "mcp/listings.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mcp/pages.h"
#include "mcp/protocol.h"
#include "mcp/results.h"

namespace doctor::mcp {
namespace {

Json listed(const Tool& tool) {
  Json entry = {{"name", tool.name},
                {"title", tool.title},
                {"description", tool.description},
                {"inputSchema", tool.input_schema},
                {"annotations",
                 {{"title", tool.title},
                  {"readOnlyHint", tool.annotations.read_only},
                  {"destructiveHint", tool.annotations.destructive},
                  {"idempotentHint", tool.annotations.idempotent},
                  {"openWorldHint", tool.annotations.open_world}}}};
  if (!tool.meta.is_null()) entry["_meta"] = tool.meta;
  if (!tool.icons.is_null()) entry["icons"] = tool.icons;
  return entry;
}

Json listed(const ResourceCard& card) {
  Json entry = {{"name", card.name},
                {"title", card.title},
                {"description", card.description},
                {"mimeType", card.mime_type}};
  if (!card.icons.is_null()) entry["icons"] = card.icons;
  return entry;
}

Json listed(const Resource& resource) {
  Json entry = listed(resource.card);
  entry["uri"] = resource.uri;
  return entry;
}

Json listed(const ResourceTemplate& family) {
  Json entry = listed(family.card);
  entry["uriTemplate"] = family.uri_template;
  return entry;
}

Json listed(const Prompt& prompt) {
  Json arguments = Json::array();
  for (const PromptArgument& argument : prompt.arguments) {
    arguments.push_back({{"name", argument.name},
                         {"description", argument.description},
                         {"required", argument.required}});
  }
  Json entry = {{"name", prompt.name},
                {"title", prompt.title},
                {"description", prompt.description},
                {"arguments", std::move(arguments)}};
  if (!prompt.icons.is_null()) entry["icons"] = prompt.icons;
  return entry;
}

// One page of `items` under the name `member`.
template <typename Item>
rpc::Reaction list(const Server& server, const Peer& peer, const rpc::Request& request,
                   const char* member, const std::vector<std::reference_wrapper<Item>>& items) {
  std::string_view cursor;
  const auto given = request.params.find("cursor");
  const bool is_given = request.params.is_object() && given != request.params.end();
  if (is_given && given->is_string()) cursor = given->template get_ref<const std::string&>();
  const std::optional<Page> page = page_at(request.method, items.size(), cursor);
  if (!page || (is_given && cursor.empty())) {
    return rpc::Error{
        rpc::kInvalidParams,
        "Invalid params: unknown cursor; a list begins without one, and \"nextCursor\" names the "
        "next page",
        nullptr};
  }
  Json result = {{member, Json::array()}};
  for (std::size_t i = page->begin; i < page->end; ++i) {
    result[member].push_back(listed(items[i].get()));
  }
  if (!page->next.empty()) result["nextCursor"] = page->next;
  return complete_cached(server, peer.era, std::move(result), kListTtlMs);
}

template <typename Item>
std::vector<std::reference_wrapper<const Item>> all(const std::vector<Item>& items) {
  return {items.begin(), items.end()};
}

}  // namespace

rpc::Reaction list_tools(const Server& server, const Peer& peer, rpc::Request&& request) {
  std::vector<std::reference_wrapper<const Tool>> shown;
  for (const Tool& tool : server.offer().tools) {
    if (tool.listed) shown.emplace_back(tool);
  }
  return list(server, peer, request, "tools", shown);
}

rpc::Reaction list_resources(const Server& server, const Peer& peer, rpc::Request&& request) {
  return list(server, peer, request, "resources", all(server.offer().resources));
}

rpc::Reaction list_templates(const Server& server, const Peer& peer, rpc::Request&& request) {
  return list(server, peer, request, "resourceTemplates", all(server.offer().templates));
}

rpc::Reaction list_prompts(const Server& server, const Peer& peer, rpc::Request&& request) {
  return list(server, peer, request, "prompts", all(server.offer().prompts));
}

}  // namespace doctor::mcp
