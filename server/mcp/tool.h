// What a tool is to the protocol: its public contract and one function. The tools themselves live
// in tools/.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "json/json.h"
#include "mcp/context.h"

namespace doctor::mcp {

// The answer of a call. With `structured` the text is its JSON: Claude Code drops the text of a
// result that has both. Without text there is no content at all.
struct ToolResult {
  std::string text;
  std::optional<Json> structured;
  bool is_error = false;
  // An array of content blocks to be sent instead of the text; null: a block with the text.
  Json blocks = nullptr;
};

using ToolContext = Context;

// What a tool does to the world; the protocol's own defaults assume the worst.
struct Annotations {
  bool read_only = true;
  bool destructive = false;
  bool idempotent = true;
  bool open_world = false;
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
  Annotations annotations = {};
  Json icons = nullptr;  // an array of icons; null for none
};

using Toolbox = std::vector<Tool>;

}  // namespace doctor::mcp
