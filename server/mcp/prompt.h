// What a prompt is to the protocol: a description and a function that makes its messages.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "json/json.h"
#include "mcp/context.h"

namespace doctor::mcp {

struct PromptArgument {
  std::string name;
  std::string description;
  bool required = false;
  // The values that begin like `typed` or resemble it, the best first; may be empty.
  std::function<std::vector<std::string>(const std::string& typed)> complete = nullptr;
};

// `get` gets the arguments that were given, all of them known and the required ones among them, and
// returns an array of messages. It may be called from several threads at once and must not throw
// for anything a caller can cause.
struct Prompt {
  std::string name;
  std::string title;
  std::string description;
  std::vector<PromptArgument> arguments;
  std::function<Json(const std::map<std::string, std::string>& arguments, const Context& context)>
      get;
  Json icons = nullptr;  // an array of icons; null for none
};

// A message with one block of content, said by the user.
inline Json user_message(Json content) {
  return {{"role", "user"}, {"content", std::move(content)}};
}

inline Json text_block(std::string_view text) {
  return {{"type", "text"}, {"text", text}};
}

}  // namespace doctor::mcp
