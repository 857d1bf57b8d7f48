// What all connections of one process share: who the server is and what it offers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/json.h"
#include "mcp/prompt.h"
#include "mcp/resource.h"
#include "mcp/state_seal.h"
#include "mcp/subscriptions.h"
#include "mcp/tool.h"

namespace doctor::mcp {

struct Identity {
  std::string name;
  std::string title;
  std::string version;
  std::string instructions;  // for the model; empty: none
  Json icons = nullptr;      // an array of icons; null for none
};

// Names, URIs and templates must differ within their kind.
struct Offer {
  Toolbox tools = {};
  std::vector<Resource> resources = {};
  std::vector<ResourceTemplate> templates = {};
  std::vector<Prompt> prompts = {};
  bool logs = false;  // some of it sends log messages
  // Where changes of it are told; null: nothing ever changes. Must outlive the server's sessions.
  Subscriptions* changes = nullptr;
  // Needed where calls keep state between rounds (mcp/inputs.h). Must outlive the server.
  const StateSeal* seal = nullptr;
};

// Constant after its construction, so any number of sessions and threads may use it.
class Server {
 public:
  Server(Identity identity, Offer offer);

  const Identity& identity() const { return identity_; }
  const Offer& offer() const { return offer_; }

  // {name, title, version}: goes out with each modern result.
  const Json& info() const { return info_; }

  // The same with the icons: for `initialize` and `server/discover`.
  const Json& full_info() const { return full_info_; }

  // What `initialize` and `server/discover` declare: only what is there.
  Json capabilities() const;

  // A tool by its name, listed or not; null where there is none. Names are case-sensitive.
  const Tool* find(std::string_view name) const;

  // The sentence for an unknown tool name, with the nearest listed one.
  std::string unknown_tool(std::string_view name) const;

 private:
  const Identity identity_;
  const Offer offer_;
  const Json info_;
  const Json full_info_;
};

}  // namespace doctor::mcp
