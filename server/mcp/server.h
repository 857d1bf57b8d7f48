// What all connections of one process share: who the server is and which tools it has.
#pragma once

#include <string>
#include <string_view>

#include "json/json.h"
#include "mcp/tool.h"

namespace doctor::mcp {

struct Identity {
  std::string name;
  std::string title;
  std::string version;
  std::string instructions;  // for the model; empty: none
};

// Constant after its construction, so any number of sessions and threads may use it.
class Server {
 public:
  // Tool names must differ from each other.
  Server(Identity identity, Toolbox tools);

  const Identity& identity() const { return identity_; }

  // {name, title, version}.
  const Json& info() const { return info_; }

  // What `initialize` and `server/discover` declare: tools, whose list never changes.
  static Json capabilities();

  // The "tools" array of tools/list: the listed tools in the order of the toolbox.
  Json listing() const;

  // A tool by its name, listed or not; null where there is none. Names are case-sensitive.
  const Tool* find(std::string_view name) const;

  // The sentence for an unknown tool name, with the nearest listed one.
  std::string unknown_tool(std::string_view name) const;

 private:
  const Identity identity_;
  const Toolbox tools_;
  const Json info_;
};

}  // namespace doctor::mcp
