#include "http/endpoint.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>
#include <variant>

#include "base/text.h"
#include "http/event_stream.h"
#include "http/mirrored_headers.h"
#include "mcp/envelope.h"
#include "mcp/protocol.h"

namespace doctor::http {
namespace {

constexpr std::string_view kVersionHeader = "mcp-protocol-version";
constexpr std::string_view kSessionHeader = "mcp-session-id";

// Calls that may send something ahead of their answer, and streams that are open, at a time.
constexpr std::size_t kMostTalking = 64;
constexpr std::size_t kMostStreams = 64;

// A call that may say more than its answer gets this long to give the answer alone, as plain JSON.
// From then on the client is told by a stream that it is alive.
constexpr std::chrono::milliseconds kPlainWait{100};

// Errors that are also an HTTP status in the modern era (2026-07-28, "streamable HTTP"); all others
// are answers like any other.
struct Status {
  int error;
  int status;
};
constexpr std::array<Status, 4> kStatuses{{{rpc::kMethodNotFound, 404},
                                           {mcp::kHeaderMismatch, 400},
                                           {mcp::kMissingCapability, 400},
                                           {mcp::kUnsupportedVersion, 400}}};

int status_of(int error) {
  for (const Status& status : kStatuses) {
    if (status.error == error) return status.status;
  }
  return 200;
}

Reply bad_request(const rpc::Id& id, const rpc::Error& error) {
  return {400, rpc::error_line(id, error)};
}

Reply mismatch(const rpc::Id& id, const std::string& sentence) {
  return bad_request(id, {mcp::kHeaderMismatch, "Header mismatch: " + sentence, nullptr});
}

// Whether the client agreed to hear more than the answer of a modern request.
bool wants_more(const Json& params) {
  const auto meta = params.find("_meta");
  return meta != params.end() &&
         (meta->contains(mcp::kMetaProgressToken) || meta->contains(mcp::kMetaLogLevel));
}

bool is_served(std::string_view version) {
  return std::find(mcp::kSupportedVersions.begin(), mcp::kSupportedVersions.end(), version) !=
         mcp::kSupportedVersions.end();
}

// A request is modern where its body or its header says so, and where only modern clients have it.
bool claims_modern(const Request& request, const rpc::Request& message) {
  if (mcp::read_envelope(message.params).present) return true;
  if (request.count(kSessionHeader) > 0) return false;
  return request.header(kVersionHeader) == mcp::kModernVersion ||
         message.method == mcp::kDiscover || message.method == mcp::kListen;
}

}  // namespace

Endpoint::Endpoint(const mcp::Server& server, std::string replica)
    : server_(server), sessions_(std::move(replica)), workers_(kMostTalking) {}

Reply Endpoint::post(const Request& request, std::string_view body) {
  rpc::Message message = rpc::read_message(body);
  if (const auto* invalid = std::get_if<rpc::Invalid>(&message)) {
    return bad_request(invalid->id, invalid->error);
  }
  if (auto* single = std::get_if<rpc::Request>(&message)) {
    if (claims_modern(request, *single)) return modern(request, std::move(*single));
  }
  const bool modern_header = request.header(kVersionHeader) == mcp::kModernVersion;
  // Nothing that modern clients send without waiting for an answer has a meaning over HTTP.
  if (std::holds_alternative<rpc::Notification>(message) && modern_header) return {202};
  return legacy(request, std::move(message));
}

Reply Endpoint::modern(const Request& request, rpc::Request message) {
  const mcp::Envelope envelope = mcp::read_envelope(message.params);
  if (envelope.fault) {
    return bad_request(message.id,
                       {rpc::kInvalidParams, "Invalid params: " + *envelope.fault, nullptr});
  }
  if (const auto fault = version_mismatch(request, envelope.version)) {
    return mismatch(message.id, *fault);
  }
  if (envelope.version != mcp::kModernVersion) {
    return bad_request(message.id, mcp::unsupported_version(envelope.version));
  }
  if (const auto fault = header_mismatch(server_, request, message)) {
    return mismatch(message.id, *fault);
  }
  const bool talks = wants_more(message.params);
  return run(std::make_shared<Conversation>(server_), std::move(message), true, talks);
}

Reply Endpoint::legacy(const Request& request, rpc::Message message) {
  const auto now = Sessions::Clock::now();
  const std::string_view version = request.header(kVersionHeader);
  if (!version.empty() && !is_served(version)) {
    return refusal(400, "Bad Request: MCP-Protocol-Version " +
                            text::clip(text::repair_utf8(version), mcp::kQuotedBytes) +
                            " is not served");
  }
  std::shared_ptr<Conversation> conversation;
  if (request.count(kSessionHeader) > 0) {
    conversation = sessions_.find(request.header(kSessionHeader), now);
    if (!conversation) {
      return refusal(404, "Not Found: this server knows no such session; send initialize again");
    }
    return run(conversation, std::move(message), false, true);
  }
  // Answers to questions that nobody here asked.
  if (std::holds_alternative<rpc::Response>(message)) return {202};
  const auto* opening = std::get_if<rpc::Request>(&message);
  if (opening == nullptr || opening->method != mcp::kInitialize) {
    return refusal(400,
                   "Bad Request: Mcp-Session-Id is missing; it comes with the answer to "
                   "initialize");
  }
  conversation = std::make_shared<Conversation>(server_);
  Reply reply = run(conversation, std::move(message), false, false);
  reply.headers.emplace_back("Mcp-Session-Id", sessions_.add(conversation, now));
  return reply;
}

Reply Endpoint::run(const std::shared_ptr<Conversation>& conversation, rpc::Message message,
                    bool modern, bool talks) {
  const auto stream = std::make_shared<EventStream>();
  std::vector<rpc::Job> jobs;
  {
    const std::lock_guard lock(conversation->mutex);
    jobs = conversation->dispatcher.handle(std::move(message), stream);
  }
  const bool has_jobs = !jobs.empty();
  if (has_jobs && talks) {
    if (modern && !keep_stream(conversation)) {
      for (rpc::Job& job : jobs) job.refuse();
    } else {
      const auto work = std::make_shared<std::vector<rpc::Job>>(std::move(jobs));
      workers_.run([work, conversation] {
        for (rpc::Job& job : *work) job.run();
        work->clear();
      });
      stream->wait(kPlainWait);
    }
  } else {
    for (rpc::Job& job : jobs) job.run();
  }
  const EventStream::State state = stream->state();
  if (state == EventStream::State::kQuiet && !has_jobs) return {202};
  if (state == EventStream::State::kAnswer) {
    const int status = modern ? status_of(stream->error()) : 200;
    return {status, *stream->take(std::chrono::milliseconds(0))};
  }
  if (modern && !has_jobs && !keep_stream(conversation)) {
    return refusal(503, "Service Unavailable: too many streams are open");
  }
  Reply reply{200, {}};
  reply.stream = stream;
  reply.disconnected = [conversation, modern] {
    if (modern) conversation->dispatcher.cancel_all();
  };
  return reply;
}

// Remembers a modern request for stop(). False where too many are under way.
bool Endpoint::keep_stream(const std::shared_ptr<Conversation>& conversation) {
  const std::lock_guard lock(streams_mutex_);
  streams_.erase(std::remove_if(streams_.begin(), streams_.end(),
                                [](const auto& stream) { return stream.expired(); }),
                 streams_.end());
  if (streams_.size() >= kMostStreams) return false;
  streams_.push_back(conversation);
  return true;
}

Reply Endpoint::end_session(const Request& request) {
  const std::string_view id = request.header(kSessionHeader);
  if (id.empty()) return refusal(400, "Bad Request: Mcp-Session-Id is missing");
  const std::shared_ptr<Conversation> conversation = sessions_.find(id, Sessions::Clock::now());
  if (!conversation || !sessions_.remove(id)) {
    return refusal(404, "Not Found: this server knows no such session");
  }
  conversation->dispatcher.cancel_all();
  return {204};
}

void Endpoint::stop() {
  std::vector<std::shared_ptr<Conversation>> conversations = sessions_.all();
  {
    const std::lock_guard lock(streams_mutex_);
    for (const auto& stream : streams_) {
      if (auto conversation = stream.lock()) conversations.push_back(std::move(conversation));
    }
  }
  for (const auto& conversation : conversations) {
    const std::lock_guard lock(conversation->mutex);
    conversation->dispatcher.end_open();
    conversation->dispatcher.stop();
  }
}

}  // namespace doctor::http
