#include "tools/offer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "tests/support/asked.h"
#include "tests/support/tools.h"
#include "tools/toolbox.h"

namespace doctor::tools {
namespace {

using testing::HasSubstr;
using testing::Not;

class OfferTest : public testing::Test {
 protected:
  Json ask(const std::string& method, const Json& params) {
    return test::ask(server_, {mcp::Era::kModern}, method, json::print(params)).result;
  }

  Json read(const std::string& uri) { return ask("resources/read", {{"uri", uri}}); }

  // The text of a prompt's only message.
  std::string prompt(const std::string& name, const Json& arguments = Json::object()) {
    const Json result = ask("prompts/get", {{"name", name}, {"arguments", arguments}});
    if (result.contains("error")) return result["error"]["message"];
    EXPECT_EQ(result["messages"].size(), 1U);
    return result["messages"][0]["content"]["text"];
  }

  Json complete(const Json& ref, const std::string& name, const std::string& value) {
    return ask("completion/complete",
               {{"ref", ref}, {"argument", {{"name", name}, {"value", value}}}})["completion"];
  }

  MemoryFiles files_{std::map<std::string, std::string>{}};
  Engine engine_{files_, {}, "/project"};
  mcp::Server server_{identity(), offer(engine_, toolbox(engine_))};
};

TEST_F(OfferTest, DeclaresWhatNeverChanges) {
  EXPECT_EQ(
      server_.capabilities(),
      Json::parse(R"({"tools":{},"resources":{},"prompts":{},"completions":{},"logging":{}})"));
  EXPECT_EQ(server_.full_info()["icons"][0]["mimeType"], "image/svg+xml");
}

TEST_F(OfferTest, PagesAreThoseOfTheLookup) {
  const Json resources = ask("resources/list", Json::object())["resources"];
  EXPECT_EQ(resources.size(), engine_.knowledge().pages().size());
  for (const Json& resource : resources) {
    const std::string name = resource["name"];
    EXPECT_EQ(resource["uri"], "doctor://page/" + name);
    EXPECT_THAT(resource["title"].get<std::string>(), Not(HasSubstr("#")));
    EXPECT_EQ(resource["mimeType"], "text/markdown");
    EXPECT_EQ(read(resource["uri"])["contents"][0]["text"],
              std::string(engine_.knowledge().find_page(name)->text));
  }
}

TEST_F(OfferTest, EntriesAreThoseOfTheLookup) {
  const std::string id(engine_.knowledge().entries().front().id);
  const mcp::Tool lookup = lookup_limitation(engine_);
  EXPECT_EQ(read("doctor://entry/" + id)["contents"][0]["text"], lookup.run({{"id", id}}, {}).text);
  EXPECT_EQ(read("doctor://entry/no-such")["error"]["code"], -32602);
}

TEST_F(OfferTest, IdsAreCompleted) {
  const Json ref = {{"type", "ref/resource"}, {"uri", "doctor://entry/{id}"}};
  const Json all = complete(ref, "id", "");
  EXPECT_EQ(all["total"], engine_.knowledge().entries().size());
  const Json some = complete(ref, "id", "cranelift-asm");
  ASSERT_FALSE(some["values"].empty());
  EXPECT_THAT(some["values"][0].get<std::string>(), testing::StartsWith("cranelift-asm"));
  const Json inside = complete(ref, "id", "asm-sym");
  ASSERT_FALSE(inside["values"].empty()) << "ids that hold the text";
  EXPECT_TRUE(complete(ref, "id", "no-such-id")["values"].empty());
}

TEST_F(OfferTest, DiagnosesALog) {
  const std::string log = "error: asm! and global_asm! sym operands are not yet supported\n";
  const std::string text = prompt("diagnose_build", {{"log", log}, {"path", ""}});
  const Json arguments = {{"log", log}, {"detail", "full"}};
  EXPECT_THAT(text, HasSubstr(classify_error(engine_).run(arguments, {}).text));
  EXPECT_THAT(prompt("diagnose_build", {{"path", "/etc/passwd"}}),
              HasSubstr("could not be read: `path` cannot be used"));
}

TEST_F(OfferTest, TellsHowToGetALog) {
  EXPECT_THAT(prompt("diagnose_build"), HasSubstr("COMMAND >\"${TMPDIR:-/tmp}/build.log\" 2>&1"));
  EXPECT_THAT(prompt("diagnose_build", {{"command", "cargo test"}}),
              HasSubstr("    cargo test >\"${TMPDIR:-/tmp}/build.log\" 2>&1"));
  const Json ref = {{"type", "ref/prompt"}, {"name", "diagnose_build"}};
  EXPECT_EQ(complete(ref, "command", "cargo t")["values"], Json::array({"cargo test"}));
}

TEST_F(OfferTest, PlansTheGates) {
  const std::string text = prompt("plan_gates");
  EXPECT_THAT(text, HasSubstr(lookup_limitation(engine_).run({{"page", "plan_gates"}}, {}).text));
  for (const char* gate : {"cargo fmt", "cargo clippy", "cargo test", "cargo doc",
                           "nix flake check", "generates code for"}) {
    EXPECT_THAT(text, HasSubstr(gate));
  }
  EXPECT_LT(text.size(), 3000U);
}

}  // namespace
}  // namespace doctor::tools
