// Protects what a server leaves with the client between two rounds of a call.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json/json.h"

namespace doctor::mcp {

// The client can read and change what it is given, so the text proves that this server (or a
// replica with the same key) made it, lately, and for the same request. Thread-safe.
class StateSeal {
 public:
  virtual ~StateSeal() = default;

  // `purpose` names the request that the state belongs to.
  virtual std::string seal(std::string_view purpose, const Json& state) const = 0;

  // Nothing where the text was changed, is too old or belongs to another request.
  virtual std::optional<Json> open(std::string_view purpose, std::string_view text) const = 0;
};

}  // namespace doctor::mcp
