#include "mcp/discovery.h"

#include <gtest/gtest.h>

namespace doctor::mcp {
namespace {

Json result(const rpc::Reaction& reaction) {
  return Json::parse(std::get<rpc::Answer>(reaction).result);
}

TEST(Discovery, NegotiatesLegacyVersionsOnly) {
  for (const std::string_view version : kLegacyVersions) EXPECT_EQ(negotiate(version), version);
  EXPECT_EQ(negotiate("2026-07-28"), "2025-11-25");
  EXPECT_EQ(negotiate("2024-10-07"), "2025-11-25");
  EXPECT_EQ(negotiate(""), "2025-11-25");
}

TEST(Discovery, InstructionsAreLeftOutWhereThereAreNone) {
  const Server silent({"n", "T", "1", ""}, {});
  EXPECT_FALSE(result(initialize(silent, "2025-11-25")).contains("instructions"));
  EXPECT_FALSE(result(discover(silent, Era::kModern, {})).contains("instructions"));
  const Server server({"n", "T", "1", "Do."}, {});
  EXPECT_EQ(result(initialize(server, "2025-11-25"))["instructions"], "Do.");
  EXPECT_EQ(result(discover(server, Era::kModern, {}))["instructions"], "Do.");
}

TEST(Discovery, ListenRepeatsItsIdByteForByte) {
  const Server server({"n", "T", "1", ""}, {});
  rpc::Request request{"1.00", "subscriptions/listen",
                       Json::parse(R"({"notifications":{"toolsListChanged":true}})"), 0, false};
  const auto open = std::get<rpc::Open>(listen(server, Era::kModern, rpc::Request(request)));
  EXPECT_EQ(open.method, "notifications/subscriptions/acknowledged");
  EXPECT_EQ(open.params,
            R"({"_meta":{"io.modelcontextprotocol/subscriptionId":1.00},"notifications":{}})");
  EXPECT_NE(open.end.result.find(R"("io.modelcontextprotocol/subscriptionId":1.00,)"),
            std::string::npos);
  EXPECT_EQ(Json::parse(open.end.result)["resultType"], "complete");
  request.params = Json::parse(R"({"notifications":[]})");
  EXPECT_EQ(std::get<rpc::Error>(listen(server, Era::kModern, rpc::Request(request))).code, -32602);
}

}  // namespace
}  // namespace doctor::mcp
