// The tools as a client sees them, over files and an environment that the test chooses.
#pragma once

#include <string>

#include "base/files.h"
#include "json/json.h"
#include "mcp/tool.h"
#include "tools/engine.h"

namespace doctor::test {

class ToolBench {
 public:
  // Over no files at all.
  ToolBench();

  // `files` must outlive it.
  ToolBench(const Files& files, tools::Environment environment, std::string folder,
            Today today = utc_today);

  // Checks the arguments and runs the tool, as the server does. Fails the test where the tool is
  // not there, or an answer is longer than allowed.
  mcp::ToolResult call(const std::string& tool, const Json& arguments);

  // The answer's text; the test fails where it is an error.
  std::string text(const std::string& tool, const Json& arguments);

  // The answer in JSON format; the test fails where its text is not the same.
  Json json(const std::string& tool, Json arguments);

  // The sentence of an error; the test fails where it is none.
  std::string fault(const std::string& tool, const Json& arguments);

  tools::Engine& engine() { return engine_; }
  const mcp::Toolbox& toolbox() const { return toolbox_; }

 private:
  tools::Engine engine_;
  mcp::Toolbox toolbox_;
};

// Characters, as people count them.
std::size_t characters(std::string_view text);

}  // namespace doctor::test
