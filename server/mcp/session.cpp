#include "mcp/session.h"

#include <array>
#include <string_view>
#include <utility>

#include "mcp/discovery.h"
#include "mcp/methods.h"
#include "mcp/protocol.h"
#include "mcp/results.h"
#include "mcp/round.h"

namespace doctor::mcp {
namespace {

// A string among the params; empty where there is none.
std::string string_param(const rpc::Request& request, const char* key) {
  if (!request.params.is_object()) return {};
  const auto member = request.params.find(key);
  return member != request.params.end() && member->is_string() ? member->get<std::string>() : "";
}

bool can_subscribe(const Offer& offer) {
  return offer.changes != nullptr && !(offer.resources.empty() && offer.templates.empty());
}

}  // namespace

void Session::on_open(const rpc::Notifier& notify) {
  notify_ = notify;
}

rpc::Reaction Session::on_request(rpc::Request request) {
  Envelope envelope = read_envelope(request.params);
  const bool has_handshake = !legacy_version_.empty();
  if (request.method == kInitialize && envelope.fault) return on_initialize(request);
  const bool only_modern = request.method == kDiscover || request.method == kListen;
  if (!envelope.present) {
    // A client that has spoken modern only and now leaves out the envelope has made a mistake;
    // one that has said nothing yet is served as legacy, as other servers do.
    if (has_handshake || !(only_modern || modern_seen_)) return on_legacy(std::move(request));
  }
  if (envelope.fault) return invalid_params(*envelope.fault);
  if (envelope.version != kModernVersion) return unsupported_version(envelope.version);
  modern_seen_ = true;
  return serve_method(server_, {Era::kModern, std::move(envelope.capabilities), envelope.log_level},
                      std::move(request));
}

rpc::Reaction Session::on_legacy(rpc::Request&& request) {
  struct Row {
    std::string_view method;
    bool offered;
    rpc::Reaction (Session::*serve)(const rpc::Request& request);
  };
  const bool subscribes = can_subscribe(server_.offer());
  const std::array<Row, 3> rows{{
      {kSetLevel, server_.offer().logs, &Session::on_set_level},
      {kResourcesSubscribe, subscribes, &Session::on_subscribe},
      {kResourcesUnsubscribe, subscribes, &Session::on_unsubscribe},
  }};
  for (const Row& row : rows) {
    if (row.method == request.method && row.offered) return (this->*row.serve)(request);
  }
  return serve_method(server_, legacy_, std::move(request));
}

rpc::Reaction Session::on_initialize(const rpc::Request& request) {
  if (request.batched) {
    return rpc::Error{rpc::kInvalidRequest,
                      "Invalid Request: initialize must not be part of a batch", nullptr};
  }
  legacy_version_ = negotiate(string_param(request, "protocolVersion"));
  legacy_ = {};
  if (request.params.is_object() && request.params.contains("capabilities") &&
      request.params["capabilities"].is_object()) {
    legacy_.capabilities = request.params["capabilities"];
  }
  lists_watched_ = watch({true, true, true, {}});
  watched_.clear();
  return initialize(server_, legacy_version_);
}

rpc::Reaction Session::on_set_level(const rpc::Request& request) {
  const std::optional<LogLevel> level = log_level_of(string_param(request, "level"));
  if (!level) return invalid_params("params.level must be a level from \"debug\" to \"emergency\"");
  legacy_.log_level = level;
  return complete(server_, Era::kLegacy, Json::object());
}

rpc::Reaction Session::on_subscribe(const rpc::Request& request) {
  const std::string uri = string_param(request, "uri");
  if (uri.empty()) return invalid_params("params.uri must be a string");
  if (watched_.size() >= kMaxWatched && !watched_.contains(uri)) {
    return invalid_params("at most " + std::to_string(kMaxWatched) + " resources can be watched");
  }
  watched_[uri] = watch({false, false, false, {uri}});
  return complete(server_, Era::kLegacy, Json::object());
}

rpc::Reaction Session::on_unsubscribe(const rpc::Request& request) {
  const std::string uri = string_param(request, "uri");
  if (uri.empty()) return invalid_params("params.uri must be a string");
  watched_.erase(uri);
  return complete(server_, Era::kLegacy, Json::object());
}

std::shared_ptr<void> Session::watch(ChangeFilter filter) {
  if (server_.offer().changes == nullptr || !notify_) return nullptr;
  return server_.offer().changes->add(
      std::move(filter), [notify = notify_](std::string_view method, const Json& params) {
        notify(method, json::print(params));
      });
}

rpc::Id Session::on_notification(const rpc::Notification& notification) {
  if (notification.method != kCancelled) return {};
  return rpc::Id(json::raw_member(notification.params, "requestId"));
}

bool Session::takes_batches() const {
  return legacy_version_ == kBatchVersion;
}

}  // namespace doctor::mcp
