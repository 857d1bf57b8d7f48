#include "mcp/reading.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/similar.h"
#include "base/text.h"
#include "mcp/protocol.h"
#include "mcp/results.h"
#include "mcp/round.h"
#include "mcp/uri_template.h"

namespace doctor::mcp {
namespace {

using Strings = std::map<std::string, std::string>;

rpc::Error not_found(Era era, const std::string& uri) {
  return {era == Era::kModern ? rpc::kInvalidParams : kLegacyResourceNotFound,
          "Resource not found: " + text::clip(uri, kQuotedBytes),
          {{"uri", uri}}};
}

// Reads one resource; nothing where the URI names none after all.
using Reader = std::function<std::optional<Contents>(const Context& context)>;

struct Readable {
  Reader read;
  std::string mime_type;
};

std::optional<Readable> find_resource(const Offer& offer, const std::string& uri) {
  for (const Resource& resource : offer.resources) {
    if (resource.uri != uri) continue;
    return Readable{[&resource](const Context& context) { return resource.read(context); },
                    resource.card.mime_type};
  }
  for (const ResourceTemplate& family : offer.templates) {
    std::optional<Strings> variables = match_uri(family.uri_template, uri);
    if (!variables) continue;
    return Readable{[&family, variables = *std::move(variables)](const Context& context) {
                      return family.read(variables, context);
                    },
                    family.card.mime_type};
  }
  return std::nullopt;
}

// The arguments of a prompt, or what is wrong with them.
std::variant<Strings, rpc::Error> read_arguments(const Prompt& prompt, const Json& params) {
  Strings arguments;
  const auto given = params.find("arguments");
  if (given != params.end() && !given->is_null()) {
    if (!given->is_object()) return invalid_params("params.arguments must be an object");
    for (const auto& [name, value] : given->items()) {
      const auto known = [&wanted = name](const PromptArgument& one) { return one.name == wanted; };
      if (std::none_of(prompt.arguments.begin(), prompt.arguments.end(), known)) {
        return invalid_params("the prompt " + prompt.name + " has no argument " +
                              text::clip(name, kQuotedBytes));
      }
      if (!value.is_string()) return invalid_params("the argument " + name + " must be a string");
      arguments.emplace(name, value);
    }
  }
  for (const PromptArgument& argument : prompt.arguments) {
    if (argument.required && !arguments.contains(argument.name)) {
      return invalid_params("the prompt " + prompt.name + " needs the argument " + argument.name);
    }
  }
  return arguments;
}

std::string unknown_prompt(const Offer& offer, const std::string& name) {
  std::vector<std::string_view> names;
  for (const Prompt& prompt : offer.prompts) names.push_back(prompt.name);
  const std::string near = closest(name, names);
  return "unknown prompt " + text::clip(name, kQuotedBytes) +
         (near.empty() ? "" : ". Did you mean " + near + "?");
}

rpc::Outcome refused(const std::string& why) {
  return rpc::Error{rpc::kInvalidRequest, "Invalid Request: " + why, nullptr};
}

}  // namespace

rpc::Reaction read_resource(const Server& server, const Peer& peer, rpc::Request&& request) {
  const auto uri = request.params.find("uri");
  if (uri == request.params.end() || !uri->is_string()) {
    return invalid_params("params.uri must be a string");
  }
  std::string name = *uri;
  std::optional<Readable> found = find_resource(server.offer(), name);
  if (!found) return not_found(peer.era, name);
  const Era era = peer.era;
  return start_round(
      server, peer,
      {request.method, std::make_shared<const Json>(std::move(request.params)),
       [&server, era, found = *std::move(found), name](const Context& context) -> rpc::Outcome {
         std::optional<Contents> contents = found.read(context);
         if (!contents) return not_found(era, name);
         Json entry = {{"uri", name}, {"mimeType", found.mime_type}};
         if (contents->blob.empty()) {
           entry["text"] = std::move(contents->text);
         } else {
           entry["blob"] = std::move(contents->blob);
         }
         return complete_cached(server, era, {{"contents", Json::array({std::move(entry)})}},
                                kReadTtlMs);
       },
       refused});
}

rpc::Reaction get_prompt(const Server& server, const Peer& peer, rpc::Request&& request) {
  const auto name = request.params.find("name");
  if (name == request.params.end() || !name->is_string()) {
    return invalid_params("params.name must be a string");
  }
  const std::vector<Prompt>& prompts = server.offer().prompts;
  const auto prompt = std::find_if(prompts.begin(), prompts.end(),
                                   [&](const Prompt& one) { return one.name == *name; });
  if (prompt == prompts.end()) {
    return invalid_params(unknown_prompt(server.offer(), name->get_ref<const std::string&>()));
  }
  std::variant<Strings, rpc::Error> read = read_arguments(*prompt, request.params);
  if (auto* error = std::get_if<rpc::Error>(&read)) return std::move(*error);
  const Era era = peer.era;
  return start_round(server, peer,
                     {request.method, std::make_shared<const Json>(std::move(request.params)),
                      [&server, era, &prompt = *prompt,
                       arguments = std::get<Strings>(std::move(read))](const Context& context) {
                        Json result = {{"description", prompt.description},
                                       {"messages", prompt.get(arguments, context)}};
                        return rpc::Outcome(complete(server, era, std::move(result)));
                      },
                      refused});
}

}  // namespace doctor::mcp
