// The one URL for both eras: from the body of a POST to its answer (mcp.md 1.4, rows 6 to 15 and L1
// to L4). What can be refused without the body was refused before (http/admission).
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "http/exchange.h"
#include "http/sessions.h"
#include "http/workers.h"
#include "mcp/server.h"
#include "rpc/message.h"

namespace doctor::http {

// Thread-safe. A modern request needs nothing but itself, so any server with the same tools can
// answer it; a legacy session belongs to the endpoint that opened it.
class Endpoint {
 public:
  // `server` must outlive the endpoint. `replica` begins the ids of its sessions.
  Endpoint(const mcp::Server& server, std::string replica);

  Reply post(const Request& request, std::string_view body);

  // DELETE: the client ends its session.
  Reply end_session(const Request& request);

  // The server ends: answers the requests that are open and asks running work to stop.
  void stop();

 private:
  Reply modern(const Request& request, rpc::Request message);
  Reply legacy(const Request& request, rpc::Message message);
  Reply run(const std::shared_ptr<Conversation>& conversation, rpc::Message message, bool modern,
            bool talks);
  bool keep_stream(const std::shared_ptr<Conversation>& conversation);

  const mcp::Server& server_;
  Sessions sessions_;
  std::mutex streams_mutex_;
  std::vector<std::weak_ptr<Conversation>> streams_;  // of modern requests that are under way
  Workers workers_;                                   // last: its threads use the rest
};

}  // namespace doctor::http
