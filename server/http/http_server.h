// Streamable HTTP: an MCP server on one URL, for clients of both eras.
//
// The whole of an HTTP server's main():
//
//   const doctor::mcp::Server server({"name", "Title", "1.0", "Instructions."}, toolbox);
//   return doctor::http::serve_http(server, {});
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/admission.h"
#include "mcp/server.h"

namespace doctor::http {

struct Options {
  std::string host = "127.0.0.1";
  int port = 0;  // 0: any that is free
  Admission admission;
  std::string replica;  // begins the ids of legacy sessions: letters and digits, or empty
};

// What the HTTP library in use may be trusted with.
struct LibraryFacts {
  std::string version;
  bool fit_for_networks;  // it bounds headers by itself (cpp-httplib 0.20 and later)
};
LibraryFacts library_facts();

// One listening socket. listen() and run() are called once each, in this order.
class HttpServer {
 public:
  // `server` must outlive it.
  HttpServer(const mcp::Server& server, Options options);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Takes the address; returns the port. From then on clients can connect.
  Result<int> listen();

  // Serves until stop().
  void run();

  // Ends open streams, asks running calls to stop, gives answers kGrace (rpc/line_writer.h) and
  // then takes no more requests. Connections that are idle close within kIdleSeconds, at once with
  // httplib 0.11. May be called from any thread, also before run().
  void stop();

  static constexpr int kIdleSeconds = 5;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Listens, reports the URL through `listening`, and serves until SIGINT, SIGTERM or SIGHUP; then
// answers get kGrace (rpc/line_writer.h). Returns the exit status: 0, or 1 where the address cannot
// be had. Where work does not stop in time it ends the process itself. To be called from the main
// thread while no other thread runs.
int serve_http(const mcp::Server& server, const Options& options,
               const std::function<void(const std::string& url)>& listening);

}  // namespace doctor::http
