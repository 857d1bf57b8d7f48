// An offer for tests of the protocol: the fake toolbox, resources, prompts, and tools that ask.
#pragma once

#include "mcp/server.h"

namespace doctor::test {

// Tools: those of fake_toolbox(), and
//   ask      asks for a name (key "name"), keeps the state {"seen": 1}, returns the name
//   log      logs a message of each level, its name
// Resources: test://page/0 to test://page/119, and test://item/{id} (not for id "none").
// Prompts: greet (arguments: name, required, completed from a list of 150; tone), and ask.
mcp::Offer fake_offer(mcp::Subscriptions* changes = nullptr, const mcp::StateSeal* seal = nullptr);

// A seal that everybody could forge: "PURPOSE|STATE".
class PlainSeal : public mcp::StateSeal {
 public:
  std::string seal(std::string_view purpose, const Json& state) const override;
  std::optional<Json> open(std::string_view purpose, std::string_view text) const override;
};

}  // namespace doctor::test
