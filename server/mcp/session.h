// One connection's view of the server: decides, message by message, which era a request belongs to.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "mcp/envelope.h"
#include "mcp/peer.h"
#include "mcp/server.h"
#include "rpc/handler.h"

namespace doctor::mcp {

// Both eras are served on one connection at the same time: a request with a version in its _meta is
// modern; `initialize` opens the legacy era and may come at any time, again and after modern
// requests. One object per connection (for HTTP: per legacy session, or per modern request; how a
// transport drives it: rpc/transport.h); its functions are called by one thread at a time.
class Session : public rpc::Handler {
 public:
  // Resources that one legacy session may watch.
  static constexpr std::size_t kMaxWatched = 1024;

  // `server` must outlive the session and the work that it returns.
  explicit Session(const Server& server) : server_(server) {}

  void on_open(const rpc::Notifier& notify) override;
  rpc::Reaction on_request(rpc::Request request) override;
  rpc::Id on_notification(const rpc::Notification& notification) override;

  // Only in the revision that demands it.
  bool takes_batches() const override;

 private:
  rpc::Reaction on_legacy(rpc::Request&& request);
  rpc::Reaction on_initialize(const rpc::Request& request);
  rpc::Reaction on_set_level(const rpc::Request& request);
  rpc::Reaction on_subscribe(const rpc::Request& request);
  rpc::Reaction on_unsubscribe(const rpc::Request& request);
  std::shared_ptr<void> watch(ChangeFilter filter);

  const Server& server_;
  rpc::Notifier notify_;        // empty where nothing can be sent outside of requests
  std::string legacy_version_;  // what `initialize` agreed on; empty before it
  Peer legacy_;
  bool modern_seen_ = false;  // a valid modern request came
  std::shared_ptr<void> lists_watched_;
  std::map<std::string, std::shared_ptr<void>> watched_;  // by URI
};

}  // namespace doctor::mcp
