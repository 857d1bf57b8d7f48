#include "mcp/envelope.h"

#include "base/text.h"
#include "mcp/protocol.h"

namespace doctor::mcp {
namespace {

std::string meta_key(std::string_view key) {
  return "params._meta[\"" + std::string(key) + "\"]";
}

}  // namespace

Envelope read_envelope(const Json& params) {
  const Json* meta = nullptr;
  if (params.is_object() && params.contains("_meta")) meta = &params["_meta"];
  if (meta == nullptr || !meta->is_object()) {
    return {false,
            {},
            "params._meta must be an object with " + std::string(kMetaVersion) + " and " +
                std::string(kMetaCapabilities)};
  }
  const auto version = meta->find(kMetaVersion);
  const auto capabilities = meta->find(kMetaCapabilities);
  Envelope envelope;
  envelope.present = version != meta->end();
  if (envelope.present && version->is_string()) envelope.version = version->get<std::string>();
  if (!envelope.present) {
    envelope.fault = meta_key(kMetaVersion) + " is missing";
  } else if (!version->is_string()) {
    envelope.fault = meta_key(kMetaVersion) + " must be a string";
  } else if (capabilities == meta->end()) {
    envelope.fault = meta_key(kMetaCapabilities) + " is missing";
  } else if (!capabilities->is_object()) {
    envelope.fault = meta_key(kMetaCapabilities) + " must be an object";
  } else {
    envelope.capabilities = *capabilities;
  }
  const auto level = meta->find(kMetaLogLevel);
  if (level != meta->end() && !envelope.fault) {
    if (level->is_string()) envelope.log_level = log_level_of(level->get_ref<const std::string&>());
    if (!envelope.log_level) envelope.fault = meta_key(kMetaLogLevel) + " is no log level";
  }
  return envelope;
}

rpc::Error unsupported_version(std::string_view requested) {
  const std::string shown = text::clip(requested, kQuotedBytes);
  return {kUnsupportedVersion,
          "Unsupported protocol version: " + shown,
          {{"supported", kSupportedVersions}, {"requested", shown}}};
}

}  // namespace doctor::mcp
