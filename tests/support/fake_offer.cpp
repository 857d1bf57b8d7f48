#include "tests/support/fake_offer.h"

#include "mcp/inputs.h"
#include "mcp/protocol.h"
#include "tests/support/fake_toolbox.h"

namespace doctor::test {
namespace {

using mcp::Context;
using Strings = std::map<std::string, std::string>;

mcp::Tool tool(const std::string& name,
               std::function<mcp::ToolResult(const Json&, const Context&)> run) {
  mcp::Tool one;
  one.name = name;
  one.title = name;
  one.description = name;
  one.input_schema = {{"type", "object"}, {"additionalProperties", true}};
  one.run = std::move(run);
  return one;
}

std::optional<Json> ask_name(const Context& context) {
  return context.inputs->ask("name", std::string(mcp::kElicit),
                             {{"message", "Who?"}, {"requestedSchema", {{"type", "object"}}}});
}

mcp::ToolResult ask(const Json& /*arguments*/, const Context& context) {
  const bool is_known = context.inputs->state().has_value();
  const std::optional<Json> answer = ask_name(context);
  context.inputs->keep({{"seen", 1}});
  if (!answer) return {"not used", std::nullopt};
  return {(is_known ? "again " : "first ") + answer->value("action", ""), std::nullopt};
}

mcp::ToolResult log_all(const Json& /*arguments*/, const Context& context) {
  for (const std::string_view name : mcp::kLogLevelNames) {
    context.log(*mcp::log_level_of(name), Json(name));
  }
  return {"logged", std::nullopt};
}

mcp::ResourceCard card(const std::string& name) {
  return {name, name, "A test.", "text/plain"};
}

std::vector<std::string> many_names(const std::string& typed) {
  std::vector<std::string> names;
  for (int i = 0; i < 150; ++i) names.push_back(typed + std::to_string(i));
  return names;
}

}  // namespace

mcp::Offer fake_offer(mcp::Subscriptions* changes, const mcp::StateSeal* seal) {
  mcp::Offer offer{.tools = fake_toolbox(), .logs = true, .changes = changes, .seal = seal};
  offer.tools.push_back(tool("ask", ask));
  offer.tools.push_back(tool("log", log_all));
  for (int i = 0; i < 120; ++i) {
    const std::string name = std::to_string(i);
    offer.resources.push_back({"test://page/" + name, card(name),
                               [name](const Context&) -> mcp::Contents { return {name}; }});
  }
  offer.resources[1].read = [](const Context&) -> mcp::Contents { return {"", "AAAA"}; };
  offer.templates.push_back(
      {"test://item/{id}", card("item"),
       [](const Strings& variables, const Context&) -> std::optional<mcp::Contents> {
         if (variables.at("id") == "none") return std::nullopt;
         return mcp::Contents{variables.at("id")};
       },
       [](const std::string& variable, const std::string& typed) {
         return std::vector<std::string>{variable + ":" + typed};
       }});
  offer.prompts.push_back(
      {"greet",
       "Greet",
       "Greets.",
       {{"name", "Whom", true, many_names}, {"tone", "How"}},
       [](const Strings& arguments, const Context&) {
         return Json::array({mcp::user_message(mcp::text_block("Hello " + arguments.at("name")))});
       }});
  offer.prompts.push_back({"ask", "Ask", "Asks.", {}, [](const Strings&, const Context& context) {
                             const std::optional<Json> answer = ask_name(context);
                             return answer ? Json::array({*answer}) : Json();
                           }});
  return offer;
}

std::string PlainSeal::seal(std::string_view purpose, const Json& state) const {
  return std::string(purpose) + "|" + json::print(state);
}

std::optional<Json> PlainSeal::open(std::string_view purpose, std::string_view text) const {
  const std::string front = std::string(purpose) + "|";
  if (!text.starts_with(front)) return std::nullopt;
  return Json::parse(text.substr(front.size()));
}

}  // namespace doctor::test
