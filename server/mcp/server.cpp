#include "mcp/server.h"

#include <algorithm>
#include <utility>

#include "base/similar.h"
#include "base/text.h"
#include "mcp/protocol.h"

namespace doctor::mcp {
namespace {

Json basic_info(const Identity& identity) {
  return {{"name", identity.name}, {"title", identity.title}, {"version", identity.version}};
}

Json with_icons(Json info, const Json& icons) {
  if (!icons.is_null()) info["icons"] = icons;
  return info;
}

bool completes(const Offer& offer) {
  const auto has_completion = [](const auto& one) { return one.complete != nullptr; };
  return std::any_of(offer.templates.begin(), offer.templates.end(), has_completion) ||
         std::any_of(offer.prompts.begin(), offer.prompts.end(), [&](const Prompt& prompt) {
           return std::any_of(prompt.arguments.begin(), prompt.arguments.end(), has_completion);
         });
}

}  // namespace

Server::Server(Identity identity, Offer offer)
    : identity_(std::move(identity)),
      offer_(std::move(offer)),
      info_(basic_info(identity_)),
      full_info_(with_icons(info_, identity_.icons)) {}

Json Server::capabilities() const {
  Json changing = Json::object();
  if (offer_.changes != nullptr) changing["listChanged"] = true;
  Json declared = {{"tools", changing}};
  if (!offer_.prompts.empty()) declared["prompts"] = changing;
  if (!offer_.resources.empty() || !offer_.templates.empty()) {
    declared["resources"] = changing;
    if (offer_.changes != nullptr) declared["resources"]["subscribe"] = true;
  }
  if (completes(offer_)) declared["completions"] = Json::object();
  if (offer_.logs) declared["logging"] = Json::object();
  return declared;
}

const Tool* Server::find(std::string_view name) const {
  for (const Tool& tool : offer_.tools) {
    if (tool.name == name) return &tool;
  }
  return nullptr;
}

std::string Server::unknown_tool(std::string_view name) const {
  std::vector<std::string_view> names;
  for (const Tool& tool : offer_.tools) {
    if (tool.listed) names.push_back(tool.name);
  }
  std::string sentence = "Unknown tool: " + text::clip(name, kQuotedBytes);
  const std::string near = closest(name, names);
  if (!near.empty()) sentence += ". Did you mean " + near + "?";
  return sentence;
}

}  // namespace doctor::mcp
