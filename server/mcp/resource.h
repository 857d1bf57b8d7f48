// What a resource is to the protocol: a description and a function that reads it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "json/json.h"
#include "mcp/context.h"

namespace doctor::mcp {

// What both kinds of resources tell about themselves in a listing.
struct ResourceCard {
  std::string name;
  std::string title;
  std::string description;
  std::string mime_type;
  Json icons = nullptr;  // an array of icons; null for none
};

// One of both.
struct Contents {
  std::string text;
  std::string blob = {};  // base64
};

// The functions may be called from several threads at once and must not throw for anything a caller
// can cause.
struct Resource {
  std::string uri;
  ResourceCard card;
  std::function<Contents(const Context& context)> read;
};

// A family of resources: `{name}` in its URI stands for a part of the path (mcp/uri_template.h).
struct ResourceTemplate {
  std::string uri_template;
  ResourceCard card;
  // Nothing where there is no such resource.
  std::function<std::optional<Contents>(const std::map<std::string, std::string>& variables,
                                        const Context& context)>
      read;
  // The values of a variable that begin like `typed` or resemble it, the best first; may be empty.
  std::function<std::vector<std::string>(const std::string& variable, const std::string& typed)>
      complete = nullptr;
};

}  // namespace doctor::mcp
