#include "mcp/discovery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/fake_offer.h"

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
  EXPECT_FALSE(result(discover(silent, {Era::kModern}, {})).contains("instructions"));
  const Server server({"n", "T", "1", "Do."}, {});
  EXPECT_EQ(result(initialize(server, "2025-11-25"))["instructions"], "Do.");
  EXPECT_EQ(result(discover(server, {Era::kModern}, {}))["instructions"], "Do.");
}

TEST(Discovery, ListenRepeatsItsIdByteForByte) {
  const Server server({"n", "T", "1", ""}, {});
  rpc::Request request{"1.00", "subscriptions/listen",
                       Json::parse(R"({"notifications":{"toolsListChanged":true}})"), 0, false};
  const auto open = std::get<rpc::Open>(listen(server, {Era::kModern}, rpc::Request(request)));
  EXPECT_EQ(open.method, "notifications/subscriptions/acknowledged");
  EXPECT_EQ(open.params,
            R"({"_meta":{"io.modelcontextprotocol/subscriptionId":1.00},"notifications":{}})");
  EXPECT_NE(open.end.result.find(R"("io.modelcontextprotocol/subscriptionId":1.00,)"),
            std::string::npos);
  EXPECT_EQ(Json::parse(open.end.result)["resultType"], "complete");
  EXPECT_EQ(open.subscribe, nullptr) << "nothing ever changes";
  request.params = Json::parse(R"({"notifications":[]})");
  EXPECT_EQ(std::get<rpc::Error>(listen(server, {Era::kModern}, rpc::Request(request))).code,
            -32602);
}

// What a subscription with this filter is granted.
std::string granted(Offer offer, const std::string& filter) {
  const Server server({"n", "T", "1", ""}, std::move(offer));
  rpc::Request request{"\"a\"", "subscriptions/listen", {}, 0, false};
  request.params["notifications"] = Json::parse(filter);
  const auto open = std::get<rpc::Open>(listen(server, {Era::kModern}, std::move(request)));
  return json::print(Json::parse(open.params)["notifications"]);
}

TEST(Discovery, ListenGrantsWhatCanHappen) {
  const std::string all = R"({"promptsListChanged":true,"resourceSubscriptions":["a://b"],)"
                          R"("resourcesListChanged":true,"toolsListChanged":true})";
  Subscriptions changes;
  EXPECT_EQ(granted(test::fake_offer(), all), "{}");
  EXPECT_EQ(granted(test::fake_offer(&changes), all), all);
  EXPECT_EQ(granted({.changes = &changes}, all), R"({"toolsListChanged":true})");
}

TEST(Discovery, NotificationsNameTheirSubscription) {
  Subscriptions changes;
  const Server server({"n", "T", "1", ""}, test::fake_offer(&changes));
  rpc::Request request{"1.00", "subscriptions/listen", {}, 0, false};
  request.params["notifications"] =
      Json::parse(R"({"toolsListChanged":true,"resourceSubscriptions":["a://b"]})");
  const auto open = std::get<rpc::Open>(listen(server, {Era::kModern}, std::move(request)));
  std::vector<std::string> sent;
  auto subscription = open.subscribe([&](std::string_view method, std::string_view params) {
    sent.push_back(std::string(method) + " " + std::string(params));
  });
  changes.tools_changed();
  changes.prompts_changed();
  changes.resource_updated("a://b");
  subscription.reset();
  changes.tools_changed();
  EXPECT_THAT(sent, testing::ElementsAre(
                        R"(notifications/tools/list_changed { "_meta":{"io.modelcontextprotocol/)"
                        R"(subscriptionId":1.00}})",
                        R"(notifications/resources/updated {"uri":"a://b","_meta":)"
                        R"({"io.modelcontextprotocol/subscriptionId":1.00}})"));
}

}  // namespace
}  // namespace doctor::mcp
