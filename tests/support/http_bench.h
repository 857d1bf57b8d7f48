// An HTTP server in the test's own process, with tools that count their calls.
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "http/http_server.h"
#include "mcp/server.h"

namespace doctor::test {

// Serves the fake toolbox on a free port from its construction to its end.
class HttpBench {
 public:
  explicit HttpBench(http::Options options = {});
  ~HttpBench();
  HttpBench(const HttpBench&) = delete;
  HttpBench& operator=(const HttpBench&) = delete;

  int port() const { return port_; }
  // Calls that reached a tool, and those that came back from it.
  int calls() const { return calls_; }
  int finished() const { return finished_; }
  http::HttpServer& server() { return http_; }

 private:
  mcp::Toolbox counting_toolbox();

  std::atomic<int> calls_{0};
  std::atomic<int> finished_{0};
  const mcp::Server server_;
  http::HttpServer http_;
  int port_ = 0;
  std::thread runner_;
};

}  // namespace doctor::test
