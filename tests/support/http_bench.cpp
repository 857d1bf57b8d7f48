#include "tests/support/http_bench.h"

#include <stdexcept>
#include <utility>

#include "tests/support/fake_toolbox.h"

namespace doctor::test {

HttpBench::HttpBench(http::Options options)
    : server_({"http-bench", "HTTP bench", "1.0.0", "Use echo."}, {.tools = counting_toolbox()}),
      http_(server_, std::move(options)) {
  const Result<int> port = http_.listen();
  if (!port.ok()) throw std::runtime_error(port.problem().str());
  port_ = port.value();
  runner_ = std::thread([this] { http_.run(); });
}

HttpBench::~HttpBench() {
  http_.stop();
  runner_.join();
}

mcp::Toolbox HttpBench::counting_toolbox() {
  mcp::Toolbox tools = fake_toolbox();
  for (mcp::Tool& tool : tools) {
    tool.run = [this, run = std::move(tool.run)](const Json& arguments,
                                                 const mcp::ToolContext& context) {
      ++calls_;
      auto result = run(arguments, context);
      ++finished_;
      return result;
    };
  }
  return tools;
}

}  // namespace doctor::test
