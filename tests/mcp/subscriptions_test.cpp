#include "mcp/subscriptions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace doctor::mcp {
namespace {

using testing::ElementsAre;

TEST(ChangeFilter, ReadsAndPrints) {
  const Json all = Json::parse(R"({"toolsListChanged":true,"promptsListChanged":true,
      "resourcesListChanged":true,"resourceSubscriptions":["a://b","a://c"]})");
  EXPECT_EQ(ChangeFilter::read(all).print(), all);
  EXPECT_EQ(ChangeFilter::read(Json::object()).print(), Json::object());
  EXPECT_EQ(ChangeFilter::read(Json::parse(R"({"toolsListChanged":"yes","promptsListChanged":false,
      "resourceSubscriptions":"a://b","other":true})"))
                .print(),
            Json::object());
  EXPECT_EQ(ChangeFilter::read(Json::parse(R"({"resourceSubscriptions":[1,"a",null]})")).print(),
            Json::parse(R"({"resourceSubscriptions":["a"]})"));
}

TEST(Subscriptions, TellWhoAskedForAsLongAsItWants) {
  Subscriptions changes;
  std::vector<std::string> told;
  const auto listener = [&](const std::string& name) {
    return [&told, name](std::string_view method, const Json& params) {
      told.push_back(name + " " + std::string(method) + " " + json::print(params));
    };
  };
  const auto lists = changes.add({true, true, true, {}}, listener("lists"));
  auto one = changes.add({false, false, false, {"a://b"}}, listener("one"));
  changes.tools_changed();
  changes.prompts_changed();
  changes.resources_changed();
  changes.resource_updated("a://b");
  changes.resource_updated("a://c");
  EXPECT_THAT(told, ElementsAre("lists notifications/tools/list_changed {}",
                                "lists notifications/prompts/list_changed {}",
                                "lists notifications/resources/list_changed {}",
                                R"(one notifications/resources/updated {"uri":"a://b"})"));
  one.reset();
  changes.resource_updated("a://b");
  EXPECT_EQ(told.size(), 4U);
}

TEST(Subscriptions, NobodyIsToldAfterTheEnd) {
  Subscriptions changes;
  std::atomic<bool> ended = false;
  std::atomic<bool> was_late = false;
  auto listener = changes.add({true, false, false, {}}, [&](std::string_view, const Json&) {
    if (ended) was_late = true;
  });
  std::thread teller([&] {
    for (int i = 0; i < 1000; ++i) changes.tools_changed();
  });
  listener.reset();
  ended = true;
  teller.join();
  EXPECT_FALSE(was_late);
}

}  // namespace
}  // namespace doctor::mcp
