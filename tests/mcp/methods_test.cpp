#include "mcp/methods.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/fake_toolbox.h"

namespace doctor::mcp {
namespace {

// "answer", "later", "open", or the code of the error.
std::string kind(Era era, const std::string& method, const std::string& params) {
  static const Server server({"n", "T", "1", ""}, {test::fake_toolbox()});
  const rpc::Reaction reaction =
      serve_method(server, {era}, {"1", method, Json::parse(params), 0, false});
  if (const auto* error = std::get_if<rpc::Error>(&reaction)) return std::to_string(error->code);
  if (std::holds_alternative<rpc::Later>(reaction)) return "later";
  return std::holds_alternative<rpc::Open>(reaction) ? "open" : "answer";
}

void check(const std::string& method, const std::string& params, const std::string& legacy,
           const std::string& modern) {
  EXPECT_EQ(kind(Era::kLegacy, method, params), legacy) << method << " legacy " << params;
  EXPECT_EQ(kind(Era::kModern, method, params), modern) << method << " modern " << params;
}

TEST(Methods, ByEra) {
  check("ping", "{}", "answer", "-32601");
  check("server/discover", "{}", "-32601", "answer");
  check("subscriptions/listen", R"({"notifications":{}})", "-32601", "open");
  check("tools/list", "{}", "answer", "answer");
  check("tools/call", R"({"name":"echo","arguments":{"text":"x"}})", "later", "later");
  for (const char* method :
       {"initialize", "logging/setLevel", "resources/list", "resources/templates/list",
        "resources/read", "resources/subscribe", "prompts/list", "prompts/get", "tasks/list",
        "completion/complete", "Tools/list", "tools/list ", "", "notifications/initialized"}) {
    check(method, "{}", "-32601", "-32601");
  }
}

TEST(Methods, Parameters) {
  check("tools/list", "[]", "-32602", "-32602");
  check("tools/list", R"({"cursor":"x"})", "-32602", "-32602");
  check("tools/list", R"({"cursor":null})", "-32602", "-32602");
  check("tools/call", "null", "-32602", "-32602");
  check("tools/call", R"({"name":5})", "-32602", "-32602");
  check("tools/call", R"({"name":"nope"})", "-32602", "-32602");
  check("tools/call", R"({"name":"echo"})", "answer", "answer");
}

}  // namespace
}  // namespace doctor::mcp
