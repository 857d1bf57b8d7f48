// A stdio server with the fake toolbox, for transcripts that need slow or failing tools.
#include "base/log.h"
#include "mcp/server.h"
#include "mcp/session.h"
#include "rpc/serve.h"
#include "tests/support/fake_toolbox.h"

int main() {
  doctor::log::start();
  const doctor::mcp::Server server({"mcp-fixture", "Fixture", "1.0.0", "Use echo."},
                                   {doctor::test::fake_toolbox()});
  doctor::mcp::Session session(server);
  return doctor::rpc::serve_stdio(session);
}
