#include "mcp/inputs.h"

#include <gtest/gtest.h>

namespace doctor::mcp {
namespace {

const std::string kElicitation(kElicit);
const std::string kSampling(kSample);
const std::string kRoots(kListRoots);

Inputs::Given given(const std::string& capabilities, const std::string& answers = "{}") {
  return {Json::parse(capabilities), Json::parse(answers), std::nullopt};
}

bool can(const std::string& capabilities, const std::string& method, Json params = Json::object()) {
  return Inputs(given(capabilities)).can_ask(method, params);
}

TEST(Inputs, AskOnlyWhatTheClientDeclared) {
  EXPECT_TRUE(can(R"({"sampling":{}})", kSampling));
  EXPECT_FALSE(can(R"({"sampling":null})", kSampling));
  EXPECT_FALSE(can("{}", kSampling));
  EXPECT_FALSE(can("[]", kSampling));
  EXPECT_FALSE(can(R"({"sampling":{}})", "sampling/other"));
  EXPECT_TRUE(can(R"({"roots":{"listChanged":true}})", kRoots));
  EXPECT_TRUE(can(R"({"elicitation":{}})", kElicitation));
  EXPECT_TRUE(can(R"({"elicitation":{"form":{},"url":{}}})", kElicitation, {{"mode", "url"}}));
  EXPECT_FALSE(can(R"({"elicitation":{"url":{}}})", kElicitation));
  EXPECT_FALSE(can(R"({"elicitation":{"form":{}}})", kElicitation, {{"mode", "url"}}));
}

// What is asked of a modern client with these answers: "answered", "asked" or "missing".
std::string modern(const std::string& method, const std::string& answers) {
  Inputs inputs(given(R"({"elicitation":{},"sampling":{},"roots":{}})", answers));
  if (inputs.ask("k", method, {{"p", 1}})) return "answered";
  if (!inputs.requests().empty()) {
    const Json expected = {{"k", {{"method", method}, {"params", {{"p", 1}}}}}};
    EXPECT_EQ(inputs.requests(), expected);
    return "asked";
  }
  return "missing";
}

TEST(Inputs, AnswersThatDoNotFitAreAskedForAgain) {
  EXPECT_EQ(modern(kElicitation, "{}"), "asked");
  EXPECT_EQ(modern(kElicitation, R"({"other":{"action":"accept"}})"), "asked");
  EXPECT_EQ(modern(kElicitation, R"({"k":5})"), "asked");
  EXPECT_EQ(modern(kElicitation, R"({"k":{}})"), "asked");
  EXPECT_EQ(modern(kElicitation, R"({"k":{"action":"maybe"}})"), "asked");
  EXPECT_EQ(modern(kElicitation, R"({"k":{"action":"accept","content":5}})"), "asked");
  EXPECT_EQ(modern(kElicitation, R"({"k":{"action":"accept","content":{"a":1}},"x":0})"),
            "answered");
  EXPECT_EQ(modern(kElicitation, R"({"k":{"action":"decline"}})"), "answered");
  EXPECT_EQ(modern(kSampling, R"({"k":{"role":"assistant","content":{"type":"text"}}})"),
            "answered");
  EXPECT_EQ(modern(kSampling, R"({"k":{"role":"assistant"}})"), "asked");
  EXPECT_EQ(modern(kRoots, R"({"k":{"roots":[]}})"), "answered");
  EXPECT_EQ(modern(kRoots, R"({"k":{"roots":{}}})"), "asked");
  EXPECT_EQ(modern("no/such", "{}"), "missing");
}

TEST(Inputs, StateGoesToTheNextRound) {
  Inputs inputs(given("{}"));
  inputs.keep({{"a", 1}});
  EXPECT_FALSE(inputs.state());
  EXPECT_EQ(*inputs.kept(), Json({{"a", 1}}));
}

TEST(Inputs, LegacyClientsAreAskedAtOnce) {
  std::vector<std::string> asked;
  rpc::PeerReply reply;
  Inputs inputs(given(R"({"roots":{}})"), [&](const std::string& method, const Json& params) {
    asked.push_back(method + json::print(params));
    return reply;
  });
  reply.emplace<Json>(Json::parse(R"({"roots":[1]})"));
  EXPECT_EQ((*inputs.ask("k", kRoots, Json::object()))["roots"][0], 1);
  EXPECT_EQ(asked.at(0), "roots/list{}");
  reply.emplace<Json>(5);
  EXPECT_FALSE(inputs.ask("k", kRoots, {}));
  EXPECT_EQ(inputs.failure(), "The client's answer to roots/list has not the form of one");
  reply.emplace<rpc::Error>(rpc::Error{-1, "no", nullptr});
  EXPECT_FALSE(inputs.ask("k", kRoots, {}));
  EXPECT_EQ(inputs.failure(), "roots/list failed: no");
  EXPECT_FALSE(inputs.ask("k", kSampling, {}));
  EXPECT_EQ(asked.size(), 3U);
  EXPECT_EQ(inputs.missing(), Json::parse(R"({"sampling":{}})"));
  EXPECT_TRUE(inputs.requests().empty());
  inputs.keep(7);
  EXPECT_EQ(*inputs.state(), 7);
}

}  // namespace
}  // namespace doctor::mcp
