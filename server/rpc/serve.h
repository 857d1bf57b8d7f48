// Runs a conversation from its first message to an orderly end.
//
// The whole of a stdio server's main():
//
//   const doctor::mcp::Server server({"name", "Title", "1.0", "Instructions."}, {toolbox});
//   doctor::mcp::Session session(server);
//   return doctor::rpc::serve_stdio(session);
#pragma once

#include <functional>
#include <vector>

#include "rpc/crew.h"
#include "rpc/handler.h"
#include "rpc/transport.h"

namespace doctor::rpc {

// Serves `handler` until the conversation ends. Then the requests that are open are answered, work
// in flight may run for kGrace, and what still runs is asked to stop; work that does not stop is
// waited for. `before_waiting`, where given, is called in that case.
void serve(Transport& transport, Handler& handler, Crew::Limits limits,
           const std::function<void()>& before_waiting = {});

// Serves `handler` on standard input and output, after reading each of `first` to its end (Stdio).
// Returns 0, the exit status, within 100 ms after
// the end of the input, SIGINT, SIGTERM, SIGHUP or the closing of the output; where work does not
// stop in that time, it ends the process itself with that status. To be called from the main thread
// while no other thread runs. Prints nothing but messages; the log goes to stderr.
int serve_stdio(Handler& handler, std::vector<int> first = {});

}  // namespace doctor::rpc
