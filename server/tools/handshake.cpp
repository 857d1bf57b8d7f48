#include "tools/handshake.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "mcp/discovery.h"
#include "mcp/envelope.h"
#include "mcp/methods.h"

namespace doctor::tools {
namespace {

std::string file_name(std::string_view era, std::string method) {
  std::replace(method.begin(), method.end(), '/', '_');
  return std::string(era) + "." + method + ".json";
}

std::string result_of(const rpc::Reaction& reaction) {
  return std::get<rpc::Answer>(reaction).result + "\n";
}

}  // namespace

std::map<std::string, std::string> handshake_files(const mcp::Server& server) {
  std::map<std::string, std::string> files;
  files[file_name("legacy", std::string(mcp::kInitialize))] =
      result_of(mcp::initialize(server, mcp::kLatestLegacyVersion));
  files["unsupported_version.json"] =
      json::print({{"code", mcp::kUnsupportedVersion},
                   {"message", mcp::unsupported_version("?").message},
                   {"data", mcp::unsupported_version("?").data}}) +
      "\n";
  std::string& waiting = files["waiting"];
  for (const auto& [era, word] :
       {std::pair(mcp::Era::kLegacy, "legacy"), std::pair(mcp::Era::kModern, "modern")}) {
    for (const std::string_view name : mcp::method_names(server, era)) {
      const std::string method(name);
      const rpc::Reaction reaction =
          mcp::serve_method(server, {era}, {"1", method, Json::object(), 0, false});
      if (std::holds_alternative<rpc::Answer>(reaction)) {
        files[file_name(word, method)] = result_of(reaction);
      } else {
        waiting.append(word).append(" ").append(method).append("\n");
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
