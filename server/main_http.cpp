// rust-nix-doctor-http: the tools of rust-nix-doctor as an MCP server over Streamable HTTP.
#include <iostream>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/rooted_files.h"
#include "http/settings.h"
#include "http/token.h"
#include "mcp/server.h"
#include "tools/confined.h"
#include "tools/environment.h"
#include "tools/offer.h"
#include "tools/toolbox.h"

namespace {

constexpr int kWrongUsage = 2;
constexpr const char* kKnowledge = "RUST_NIX_DOCTOR_KNOWLEDGE";

int complain(const std::string& sentence) {
  std::cerr << "rust-nix-doctor-http: " << sentence << "\n";
  return kWrongUsage;
}

}  // namespace

int main(int argc, char** argv) {
  doctor::log::start();
  const doctor::tools::Environment environment = doctor::tools::read_environment();
  const doctor::Result<doctor::http::Settings> read =
      doctor::http::read_settings({argv + 1, argv + argc}, environment);
  if (!read.ok()) return complain(read.problem().str());
  doctor::http::Settings settings = read.value();
  if (settings.shows_help) {
    std::cout << doctor::http::usage();
    return 0;
  }
  const doctor::http::LibraryFacts library = doctor::http::library_facts();
  if (settings.shows_version) {
    std::cout << "rust-nix-doctor-http " DOCTOR_VERSION " (cpp-httplib " << library.version
              << ")\n";
    return 0;
  }
  if (doctor::http::is_public(settings)) {
    if (!library.fit_for_networks) {
      return complain("--listen " + settings.options.host + ": built with cpp-httplib " +
                      library.version +
                      ", it listens on loopback only; put a proxy in front (server/deploy)");
    }
    if (settings.token_file.empty()) {
      doctor::log::warn("--no-auth: everybody who can reach " + settings.options.host +
                        " can use this server");
    }
  }
  if (!settings.token_file.empty()) {
    const doctor::Result<std::string> token = doctor::http::token_from(settings.token_file);
    if (!token.ok()) return complain(token.problem().str());
    settings.options.admission.token = token.value();
  }

  // Clients are strangers: they learn nothing of this machine's environment, and of its disk only
  // what was allowed. The team's own entries are read for them, not by them.
  const doctor::RealFiles disk;
  const auto knowledge = environment.find(kKnowledge);
  std::vector<std::string> folders;
  if (!settings.allow_root.empty()) folders.push_back(settings.allow_root);
  const doctor::RootedFiles project(disk, folders);
  if (!settings.allow_root.empty() && !project.canonical(settings.allow_root).ok()) {
    return complain("--allow-root " + settings.allow_root + ": there is no such folder");
  }
  doctor::tools::Environment shown;
  if (knowledge != environment.end()) {
    shown.emplace(*knowledge);
    folders.push_back(knowledge->second);
  }
  const doctor::RootedFiles files(disk, folders);
  doctor::tools::Engine engine(files, shown, settings.allow_root);
  const doctor::mcp::Server server(
      doctor::tools::identity(),
      doctor::tools::offer(engine, doctor::tools::confined(doctor::tools::toolbox(engine), project,
                                                           settings.allow_root)));
  return doctor::http::serve_http(server, settings.options, [](const std::string& url) {
    std::cout << url << std::endl;  // scripts wait for this line
  });
}
