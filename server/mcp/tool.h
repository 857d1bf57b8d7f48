// What a tool is to the protocol: its public contract and one function. The tools themselves live
// in tools/.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "json/json.h"

namespace doctor::mcp {

// The answer of a call. With `structured` the text is its JSON: Claude Code drops the text of a
// result that has both. Without text there is no content at all.
struct ToolResult {
  std::string text;
  std::optional<Json> structured;
  bool is_error = false;
};

// What a running call may use. `progress` may be called from the call's thread only; it does
// nothing where the client asked for none. `stop` is requested when the client cancels or the
// server ends.
struct ToolContext {
  std::stop_token stop;
  std::function<void(double done, double total, const std::string& message)> progress;
};

// One row of the toolbox. `run` gets arguments that have passed `input_schema`; it may be called
// from several threads at once and must not throw for anything a caller can cause.
struct Tool {
  std::string name;
  std::string title;
  std::string description;
  Json input_schema;
  Json meta;           // "_meta" of the listing; null for none
  bool listed = true;  // false: callable, but not shown by tools/list
  std::function<ToolResult(const Json& arguments, const ToolContext& context)> run;
};

using Toolbox = std::vector<Tool>;

}  // namespace doctor::mcp
