// One connection's view of the server: decides, message by message, which era a request belongs to.
#pragma once

#include <string>

#include "mcp/server.h"
#include "rpc/handler.h"

namespace doctor::mcp {

// Both eras are served on one connection at the same time: a request with a version in its _meta is
// modern; `initialize` opens the legacy era and may come at any time, again and after modern
// requests. One object per connection (for HTTP: per legacy session, or per modern request); its
// functions are called by one thread at a time.
class Session : public rpc::Handler {
 public:
  // `server` must outlive the session and the work that it returns.
  explicit Session(const Server& server) : server_(server) {}

  rpc::Reaction on_request(rpc::Request request) override;
  rpc::Id on_notification(const rpc::Notification& notification) override;

  // Only in the revision that demands it.
  bool takes_batches() const override;

 private:
  rpc::Reaction on_initialize(const rpc::Request& request);

  const Server& server_;
  std::string legacy_version_;  // what `initialize` agreed on; empty before it
  bool modern_seen_ = false;    // a valid modern request came
};

}  // namespace doctor::mcp
