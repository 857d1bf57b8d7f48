#include "tools/handshake.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

#include "mcp/protocol.h"
#include "mcp/session.h"

namespace doctor::tools {
namespace {

// Every method that a client can call, in any revision of the protocol.
constexpr std::array<std::string_view, 15> kMethods{"ping",
                                                    "server/discover",
                                                    "subscriptions/listen",
                                                    "tools/list",
                                                    "tools/call",
                                                    "resources/list",
                                                    "resources/templates/list",
                                                    "resources/read",
                                                    "prompts/list",
                                                    "prompts/get",
                                                    "completion/complete",
                                                    "logging/setLevel",
                                                    "resources/subscribe",
                                                    "resources/unsubscribe",
                                                    "initialize"};

rpc::Request request(std::string_view method, Json params) {
  rpc::Request one;
  one.id = "1";
  one.method = method;
  one.params = std::move(params);
  return one;
}

rpc::Request initialize() {
  return request(mcp::kInitialize, {{"protocolVersion", mcp::kLatestLegacyVersion},
                                    {"capabilities", Json::object()},
                                    {"clientInfo", {{"name", "launch.sh"}, {"version", "1"}}}});
}

// What the server says to a client that has done no more than the handshake.
rpc::Reaction ask_legacy(const mcp::Server& server, std::string_view method) {
  mcp::Session session(server);
  rpc::Reaction first = session.on_request(initialize());
  if (method == mcp::kInitialize) return first;
  return session.on_request(request(method, Json::object()));
}

rpc::Reaction ask_modern(const mcp::Server& server, std::string_view method,
                         std::string_view version) {
  mcp::Session session(server);
  Json params = Json::object();
  params["_meta"] = {{mcp::kMetaVersion, version}, {mcp::kMetaCapabilities, Json::object()}};
  return session.on_request(request(method, std::move(params)));
}

}  // namespace

std::map<std::string, std::string> handshake_files(const mcp::Server& server) {
  std::map<std::string, std::string> files;
  const auto refusal = std::get<rpc::Error>(ask_modern(server, mcp::kPing, "?"));
  files["unsupported_version.json"] =
      json::print({{"code", refusal.code}, {"message", refusal.message}, {"data", refusal.data}}) +
      "\n";
  std::string& waiting = files["waiting"];
  for (const bool is_modern : {false, true}) {
    const std::string era = is_modern ? "modern" : "legacy";
    for (const std::string_view name : kMethods) {
      if (is_modern && name == mcp::kInitialize) continue;
      const rpc::Reaction reaction =
          is_modern ? ask_modern(server, name, mcp::kModernVersion) : ask_legacy(server, name);
      const auto* error = std::get_if<rpc::Error>(&reaction);
      if (const auto* answer = std::get_if<rpc::Answer>(&reaction)) {
        std::string file(name);
        std::replace(file.begin(), file.end(), '/', '_');
        files[era + "." + file + ".json"] = answer->result + "\n";
      } else if (error == nullptr || error->code != rpc::kMethodNotFound) {
        waiting.append(era).append(" ").append(name).append("\n");
      }
    }
  }
  return files;
}

std::vector<Problem> write_handshake(const mcp::Server& server, const std::string& folder) {
  std::vector<Problem> problems;
  for (const auto& [name, content] : handshake_files(server)) {
    const std::string path = folder + "/" + name;
    std::ofstream file(path, std::ios::binary);
    file << content;
    file.close();
    if (!file) problems.push_back({"cannot be written", {path}});
  }
  return problems;
}

std::vector<Problem> check_handshake(const mcp::Server& server, const Files& files,
                                     const std::string& folder) {
  constexpr std::size_t kMostBytes = 1U << 20U;
  std::vector<Problem> problems;
  for (const auto& [name, content] : handshake_files(server)) {
    const std::string path = folder + "/" + name;
    const Result<std::string> committed = files.read(path, kMostBytes);
    if (!committed.ok()) {
      problems.push_back(committed.problem());
    } else if (committed.value() != content) {
      problems.push_back(
          {"differs from the server's answer; `rust-nix-doctor handshake --write` renews it",
           {path}});
    }
  }
  return problems;
}

}  // namespace doctor::tools
