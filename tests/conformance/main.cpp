// mcp-conformance-server: the protocol library with what the official conformance suites ask for.
//
//   mcp-conformance-server --port N [--state-key FILE] [--replica NAME]
//   mcp-conformance-server --stdio
//
// Replicas that are given the same key file continue each other's calls.
#include <charconv>
#include <chrono>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "base/log.h"
#include "http/http_server.h"
#include "mcp/session.h"
#include "rpc/serve.h"
#include "tests/conformance/fixture.h"
#include "tests/conformance/hmac_seal.h"

namespace {

constexpr int kWrongUsage = 2;

int complain(const std::string& sentence) {
  std::cerr << "mcp-conformance-server: " << sentence << "\n";
  return kWrongUsage;
}

std::chrono::seconds now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
      std::chrono::system_clock::now().time_since_epoch());
}

}  // namespace

int main(int argc, char** argv) {
  using namespace doctor;  // NOLINT: a test program
  log::start();
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool is_stdio = arguments == std::vector<std::string>{"--stdio"};
  std::map<std::string, std::string> options;
  for (std::size_t i = 0; !is_stdio && i < arguments.size(); i += 2) {
    if (i + 1 == arguments.size()) return complain(arguments[i] + " needs a value");
    options[arguments[i]] = arguments[i + 1];
  }
  const Result<std::string> key = options.contains("--state-key")
                                      ? conformance::key_from(options["--state-key"])
                                      : conformance::random_key();
  if (!key.ok()) return complain(key.problem().str());
  const conformance::HmacSeal seal(key.value(), now);
  mcp::Subscriptions changes;
  const mcp::Server server(
      {"mcp-conformance-server", "Conformance fixture", DOCTOR_VERSION, "A server for tests."},
      conformance::fixture(changes, seal));
  if (is_stdio) {
    mcp::Session session(server);
    return rpc::serve_stdio(session);
  }
  http::Options http;
  const std::string& port = options["--port"];
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), http.port);
  if (error != std::errc() || *end != '\0' || http.port < 0 || http.port > 65535) {
    return complain("--port needs a number up to 65535; 0 takes any port that is free");
  }
  http.replica = options["--replica"];
  return http::serve_http(server, http, [](const std::string& url) {
    std::cout << url << std::endl;  // scripts wait for this line
  });
}
