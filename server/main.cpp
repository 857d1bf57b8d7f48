// rust-nix-doctor: an MCP server on standard input and output, and the same tools as commands.
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "base/log.h"
#include "mcp/server.h"
#include "mcp/session.h"
#include "rpc/serve.h"
#include "tools/command_line.h"
#include "tools/environment.h"
#include "tools/handover.h"
#include "tools/toolbox.h"

namespace {

int serve(doctor::tools::Engine& engine, const std::vector<std::string>& options) {
  doctor::Result<doctor::tools::Handover> handover = doctor::tools::read_handover(options);
  if (!handover.ok()) {
    std::cerr << "rust-nix-doctor: " << handover.problem().str() << "\n";
    return 2;
  }
  const doctor::mcp::Server server = doctor::tools::make_server(engine);
  doctor::mcp::Session session(server);
  doctor::tools::take_up(session, handover.value().answered);
  return doctor::rpc::serve_stdio(session, std::move(handover.value().inputs));
}

}  // namespace

int main(int argc, char** argv) {
  doctor::log::start();
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const doctor::RealFiles files;
  std::error_code ignored;
  doctor::tools::Environment environment = doctor::tools::read_environment();
  const bool has_colour = ::isatty(STDOUT_FILENO) != 0 && !environment.contains("NO_COLOR");
  doctor::tools::Engine engine(files, std::move(environment),
                               std::filesystem::current_path(ignored).string());
  const bool is_client = arguments.empty() && ::isatty(STDIN_FILENO) == 0;
  if (is_client) return serve(engine, {});
  if (!arguments.empty() && arguments[0] == "serve")
    return serve(engine, {arguments.begin() + 1, arguments.end()});
  return doctor::tools::run_command_line(engine, arguments,
                                         {std::cout, std::cerr, STDIN_FILENO, has_colour});
}
