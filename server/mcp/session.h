// One connection's view of the server: decides, message by message, which era a request belongs to.
#pragma once

#include <string>
#include <utility>

#include "mcp/server.h"
#include "rpc/handler.h"

namespace doctor::mcp {

// What client and server have agreed on so far.
struct Agreed {
  std::string legacy_version;  // by `initialize`; empty before it
  bool modern = false;         // a valid modern request came
};

// Both eras are served on one connection at the same time: a request with a version in its _meta is
// modern; `initialize` opens the legacy era and may come at any time, again and after modern
// requests. One object per connection (for HTTP: per legacy session, or per modern request); its
// functions are called by one thread at a time.
class Session : public rpc::Handler {
 public:
  // `server` must outlive the session and the work that it returns. `agreed` is for a connection
  // that something else has served so far.
  explicit Session(const Server& server, Agreed agreed = {})
      : server_(server), agreed_(std::move(agreed)) {}

  rpc::Reaction on_request(rpc::Request request) override;
  rpc::Id on_notification(const rpc::Notification& notification) override;

  // Only in the revision that demands it.
  bool takes_batches() const override;

 private:
  rpc::Reaction on_initialize(const rpc::Request& request);

  const Server& server_;
  Agreed agreed_;
};

}  // namespace doctor::mcp
