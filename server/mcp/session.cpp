#include "mcp/session.h"

#include <utility>

#include "mcp/discovery.h"
#include "mcp/envelope.h"
#include "mcp/methods.h"
#include "mcp/protocol.h"

namespace doctor::mcp {

rpc::Reaction Session::on_request(rpc::Request request) {
  const Envelope envelope = read_envelope(request.params);
  const bool has_handshake = !agreed_.legacy_version.empty();
  if (request.method == kInitialize && envelope.fault) return on_initialize(request);
  const bool only_modern = request.method == kDiscover || request.method == kListen;
  if (!envelope.present) {
    // A client that has spoken modern only and now leaves out the envelope has made a mistake;
    // one that has said nothing yet is served as legacy, as other servers do.
    if (has_handshake || !(only_modern || agreed_.modern)) {
      return serve_method(server_, Era::kLegacy, std::move(request));
    }
  }
  if (envelope.fault) {
    return rpc::Error{rpc::kInvalidParams, "Invalid params: " + *envelope.fault, nullptr};
  }
  if (envelope.version != kModernVersion) return unsupported_version(envelope.version);
  agreed_.modern = true;
  return serve_method(server_, Era::kModern, std::move(request));
}

rpc::Reaction Session::on_initialize(const rpc::Request& request) {
  if (request.batched) {
    return rpc::Error{rpc::kInvalidRequest,
                      "Invalid Request: initialize must not be part of a batch", nullptr};
  }
  std::string_view requested;
  if (request.params.is_object()) {
    const auto version = request.params.find("protocolVersion");
    if (version != request.params.end() && version->is_string()) {
      requested = version->get_ref<const std::string&>();
    }
  }
  agreed_.legacy_version = negotiate(requested);
  return initialize(server_, agreed_.legacy_version);
}

rpc::Id Session::on_notification(const rpc::Notification& notification) {
  if (notification.method != kCancelled) return {};
  return rpc::Id(json::raw_member(notification.params, "requestId"));
}

bool Session::takes_batches() const {
  return agreed_.legacy_version == kBatchVersion;
}

}  // namespace doctor::mcp
