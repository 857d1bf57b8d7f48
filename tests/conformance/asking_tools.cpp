#include "mcp/inputs.h"
#include "mcp/protocol.h"
#include "tests/conformance/fixture.h"

namespace doctor::conformance {
namespace {

using mcp::Context;
using mcp::Inputs;
using mcp::ToolResult;

using Answer = std::optional<Json>;

// What a tool returns where an answer is missing: it is not used.
ToolResult waiting() {
  return {"", std::nullopt};
}

ToolResult said(std::string text) {
  return {std::move(text), std::nullopt};
}

// A form with one field.
Json form(const std::string& message, const std::string& field, const char* type = "string") {
  return {{"message", message},
          {"requestedSchema", object_schema({{field, {{"type", type}}}}, Json::array({field}))}};
}

Json to_sample(const std::string& prompt, int max_tokens) {
  return {{"messages", Json::array({mcp::user_message(mcp::text_block(prompt))})},
          {"maxTokens", max_tokens}};
}

Answer elicit(const Context& context, const std::string& key, const Json& params) {
  return context.inputs->ask(key, std::string(mcp::kElicit), params);
}

Answer sample(const Context& context, const std::string& key, const std::string& prompt,
              int max_tokens) {
  return context.inputs->ask(key, std::string(mcp::kSample), to_sample(prompt, max_tokens));
}

Answer list_roots(const Context& context) {
  return context.inputs->ask("client_roots", std::string(mcp::kListRoots), Json::object());
}

std::string field_of(const Json& elicited, const char* field) {
  const auto content = elicited.find("content");
  if (content == elicited.end() || !content->contains(field)) return "nobody";
  const Json& value = (*content)[field];
  return value.is_string() ? value.get<std::string>() : json::print(value);
}

std::string text_of(const Json& sampled) {
  const Json& content = sampled["content"];
  return content.is_object() ? content.value("text", "") : json::print(content);
}

// "action=accept, content={...}"
std::string outcome_of(const Json& elicited) {
  return "action=" + elicited.value("action", "") +
         ", content=" + json::print(elicited.value("content", Json::object()));
}

ToolResult elicitation(const Context& context) {
  const Answer name = elicit(context, "user_name", form("What is your name?", "name"));
  return name ? said("Hello, " + field_of(*name, "name") + "!") : waiting();
}

ToolResult sampling(const Context& context) {
  const Answer capital = sample(context, "capital_question", "What is the capital of France?", 100);
  return capital ? said(text_of(*capital)) : waiting();
}

ToolResult roots(const Context& context) {
  const Answer listed = list_roots(context);
  return listed ? said("Roots: " + json::print((*listed)["roots"])) : waiting();
}

// The state proves that the answer belongs to a question of this server.
ToolResult confirmed_by_state(const Context& context) {
  if (!context.inputs->state()) context.inputs->keep({{"asked", "confirm"}});
  const Answer confirmed = elicit(context, "confirm", form("Please confirm", "ok", "boolean"));
  if (!confirmed) return waiting();
  const Answer& state = context.inputs->state();
  if (!state || state->value("asked", "") != "confirm") {
    return {"An answer without the state of its question", std::nullopt, true};
  }
  return said("state-ok");
}

ToolResult three_questions(const Context& context) {
  const Answer name = elicit(context, "user_name", form("What is your name?", "name"));
  const Answer greeting = sample(context, "greeting", "Generate a greeting", 50);
  const Answer listed = list_roots(context);
  context.inputs->keep({{"asked", 3}});
  if (!name || !greeting || !listed) return waiting();
  return said(text_of(*greeting) + " " + field_of(*name, "name") + ", " +
              std::to_string((*listed)["roots"].size()) + " roots");
}

// Round by round; what was said before travels in the state. The legacy era asks both at once.
ToolResult two_steps(const Context& context) {
  std::string name;
  if (const Answer& state = context.inputs->state()) name = state->value("name", "");
  if (name.empty()) {
    const Answer first = elicit(context, "step1", form("Step 1: What is your name?", "name"));
    if (!first) {
      context.inputs->keep({{"step", 1}});
      return waiting();
    }
    name = field_of(*first, "name");
  }
  const Answer second =
      elicit(context, "step2", form("Step 2: What is your favorite color?", "color"));
  if (!second) {
    context.inputs->keep({{"step", 2}, {"name", name}});
    return waiting();
  }
  return said(name + " likes " + field_of(*second, "color"));
}

// Asks only what the client can answer.
ToolResult what_the_client_can(const Context& context) {
  bool complete = true;
  const Json name = form("What is your name?", "name");
  if (context.inputs->can_ask(mcp::kElicit, name)) {
    complete = elicit(context, "user_name", name).has_value() && complete;
  }
  const Json greeting = to_sample("Generate a greeting", 50);
  if (context.inputs->can_ask(mcp::kSample, greeting)) {
    complete = sample(context, "greeting", "Generate a greeting", 50).has_value() && complete;
  }
  return complete ? said("All is answered.") : waiting();
}

ToolResult streaming_elicitation(const Context& context) {
  context.progress(1, 2, "asking");
  return elicitation(context);
}

// A form with each primitive type and its default (SEP-1034).
ToolResult defaults(const Context& context) {
  const Json schema = object_schema({
      {"name", {{"type", "string"}, {"default", "John Doe"}}},
      {"age", {{"type", "integer"}, {"default", 30}}},
      {"score", {{"type", "number"}, {"default", 95.5}}},
      {"status",
       {{"type", "string"}, {"enum", {"active", "inactive", "pending"}}, {"default", "active"}}},
      {"verified", {{"type", "boolean"}, {"default", true}}},
  });
  const Answer answer = elicit(
      context, "defaults", {{"message", "Please look through this"}, {"requestedSchema", schema}});
  return answer ? said("Elicitation completed: " + outcome_of(*answer)) : waiting();
}

Json titled(const char* value, const char* title) {
  return {{"const", value}, {"title", title}};
}

// A form with each way to choose (SEP-1330).
ToolResult choices(const Context& context) {
  const Json options = {"option1", "option2", "option3"};
  const Json named = {titled("value1", "First Option"), titled("value2", "Second Option"),
                      titled("value3", "Third Option")};
  const Json many = {titled("value1", "First Choice"), titled("value2", "Second Choice"),
                     titled("value3", "Third Choice")};
  const Json schema = object_schema({
      {"untitledSingle", {{"type", "string"}, {"enum", options}}},
      {"titledSingle", {{"type", "string"}, {"oneOf", named}}},
      {"legacyEnum",
       {{"type", "string"},
        {"enum", {"opt1", "opt2", "opt3"}},
        {"enumNames", {"Option One", "Option Two", "Option Three"}}}},
      {"untitledMulti", {{"type", "array"}, {"items", {{"type", "string"}, {"enum", options}}}}},
      {"titledMulti", {{"type", "array"}, {"items", {{"anyOf", many}}}}},
  });
  const Answer answer =
      elicit(context, "choices", {{"message", "Please choose"}, {"requestedSchema", schema}});
  return answer ? said("Elicitation completed: " + outcome_of(*answer)) : waiting();
}

// A tool with one string argument, which `run` gets.
mcp::Tool with_text(const std::string& name, const std::string& argument,
                    std::function<ToolResult(const std::string& text, const Context&)> run) {
  mcp::Tool tool = simple_tool(name, "Asks the client.", nullptr);
  tool.input_schema = object_schema({{argument, {{"type", "string"}}}}, Json::array({argument}));
  tool.run = [argument, run = std::move(run)](const Json& arguments, const Context& context) {
    return run(arguments[argument], context);
  };
  return tool;
}

ToolResult sample_text(const std::string& prompt, const Context& context) {
  const Answer answer = sample(context, "sample", prompt, 100);
  return answer ? said("LLM response: " + text_of(*answer)) : waiting();
}

ToolResult elicit_user(const std::string& message, const Context& context) {
  const Json schema =
      object_schema({{"username", {{"type", "string"}, {"description", "User's response"}}},
                     {"email", {{"type", "string"}, {"description", "User's email address"}}}},
                    {"username", "email"});
  const Answer answer =
      elicit(context, "user", {{"message", message}, {"requestedSchema", schema}});
  return answer ? said("User response: " + outcome_of(*answer)) : waiting();
}

}  // namespace

mcp::Toolbox asking_tools() {
  const std::string prefix = "test_input_required_result_";
  return {
      with_text("test_sampling", "prompt", sample_text),
      with_text("test_elicitation", "message", elicit_user),
      simple_tool("test_elicitation_sep1034_defaults", "A form with defaults.", defaults),
      simple_tool("test_elicitation_sep1330_enums", "A form with choices.", choices),
      simple_tool("test_missing_capability", "Needs sampling.", sampling),
      simple_tool("test_streaming_elicitation", "Asks after it began.", streaming_elicitation),
      simple_tool(prefix + "elicitation", "Asks for a name.", elicitation),
      simple_tool(prefix + "sampling", "Asks the model.", sampling),
      simple_tool(prefix + "list_roots", "Asks for the roots.", roots),
      simple_tool(prefix + "request_state", "Keeps state between rounds.", confirmed_by_state),
      simple_tool(prefix + "tampered_state", "Keeps state between rounds.", confirmed_by_state),
      simple_tool(prefix + "multiple_inputs", "Asks three things at once.", three_questions),
      simple_tool(prefix + "multi_round", "Asks twice.", two_steps),
      simple_tool(prefix + "capabilities", "Asks what can be answered.", what_the_client_can),
  };
}

}  // namespace doctor::conformance
