// Every name, number and version string of the Model Context Protocol that this server uses: the
// only place for them. Code for HTTP, stdio and both eras reads them from here.
//
// "Legacy" are the revisions with an `initialize` handshake; "modern" is 2026-07-28 and what
// follows it: no handshake, every request carries its envelope in params._meta.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "rpc/message.h"

namespace doctor::mcp {

enum class Era { kLegacy, kModern };

inline constexpr std::string_view kModernVersion = "2026-07-28";
inline constexpr std::string_view kLatestLegacyVersion = "2025-11-25";
// The one revision in which a server must serve batches.
inline constexpr std::string_view kBatchVersion = "2025-03-26";
inline constexpr std::array<std::string_view, 4> kLegacyVersions{kLatestLegacyVersion, "2025-06-18",
                                                                 kBatchVersion, "2024-11-05"};
// What server/discover and the version error list: the preferred one first.
inline constexpr std::array<std::string_view, 5> kSupportedVersions{
    kModernVersion, kLegacyVersions[0], kLegacyVersions[1], kLegacyVersions[2], kLegacyVersions[3]};

inline constexpr std::string_view kInitialize = "initialize";
inline constexpr std::string_view kPing = "ping";
inline constexpr std::string_view kDiscover = "server/discover";
inline constexpr std::string_view kListen = "subscriptions/listen";
inline constexpr std::string_view kToolsList = "tools/list";
inline constexpr std::string_view kToolsCall = "tools/call";
inline constexpr std::string_view kResourcesList = "resources/list";
inline constexpr std::string_view kTemplatesList = "resources/templates/list";
inline constexpr std::string_view kResourcesRead = "resources/read";
inline constexpr std::string_view kResourcesSubscribe = "resources/subscribe";
inline constexpr std::string_view kResourcesUnsubscribe = "resources/unsubscribe";
inline constexpr std::string_view kPromptsList = "prompts/list";
inline constexpr std::string_view kPromptsGet = "prompts/get";
inline constexpr std::string_view kComplete = "completion/complete";
inline constexpr std::string_view kSetLevel = "logging/setLevel";
// What a client can be asked.
inline constexpr std::string_view kElicit = "elicitation/create";
inline constexpr std::string_view kSample = "sampling/createMessage";
inline constexpr std::string_view kListRoots = "roots/list";
inline constexpr std::string_view kCancelled = "notifications/cancelled";
inline constexpr std::string_view kProgress = "notifications/progress";
inline constexpr std::string_view kLogMessage = "notifications/message";
inline constexpr std::string_view kToolsChanged = "notifications/tools/list_changed";
inline constexpr std::string_view kPromptsChanged = "notifications/prompts/list_changed";
inline constexpr std::string_view kResourcesChanged = "notifications/resources/list_changed";
inline constexpr std::string_view kResourceUpdated = "notifications/resources/updated";
inline constexpr std::string_view kAcknowledged = "notifications/subscriptions/acknowledged";

// Members of params._meta and result._meta.
inline constexpr std::string_view kMetaVersion = "io.modelcontextprotocol/protocolVersion";
inline constexpr std::string_view kMetaCapabilities = "io.modelcontextprotocol/clientCapabilities";
inline constexpr std::string_view kMetaServerInfo = "io.modelcontextprotocol/serverInfo";
inline constexpr std::string_view kMetaSubscription = "io.modelcontextprotocol/subscriptionId";
inline constexpr std::string_view kMetaProgressToken = "progressToken";
inline constexpr std::string_view kMetaLogLevel = "io.modelcontextprotocol/logLevel";

// The error codes that MCP adds to JSON-RPC's own (rpc/message.h).
inline constexpr int kLegacyResourceNotFound = -32002;  // modern: kInvalidParams
inline constexpr int kHeaderMismatch = -32020;
inline constexpr int kMissingCapability = -32021;
inline constexpr int kUnsupportedVersion = -32022;

// How long a client may keep an answer (2026-07-28, "caching").
inline constexpr std::int64_t kDiscoverTtlMs = 3'600'000;
inline constexpr std::int64_t kListTtlMs = 60'000;
inline constexpr std::int64_t kReadTtlMs = 60'000;
inline constexpr std::string_view kCacheScope = "public";

// Values that completion/complete returns at most (2025-11-25, "completion").
inline constexpr std::size_t kMaxCompletions = 100;

// A client's text that an error message repeats is cut to this many bytes.
inline constexpr std::size_t kQuotedBytes = 100;

}  // namespace doctor::mcp
