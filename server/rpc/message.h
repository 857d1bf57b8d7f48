// JSON-RPC 2.0 messages: one line of bytes in, a typed message out, and the lines that answer it.
//
// First step behind a transport: bytes -> Message -> dispatcher. Knows no methods.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "json/json.h"

namespace doctor::rpc {

// The longest message that is looked at; a longer one is refused without being parsed.
inline constexpr std::size_t kMaxMessageBytes = std::size_t{10} << 20U;

// The codes that JSON-RPC 2.0 itself defines (its section 5.1).
inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kInternalError = -32603;

// A request id exactly as its bytes stood in the message (`7`, `1.0`, `"listen:0"`): an id is
// echoed, never computed with, and a number beyond 64 bits would not survive parsing. Empty: none.
using Id = std::string;

struct Error {
  int code = kInternalError;
  std::string message;
  Json data = nullptr;  // null: no "data" member
};

// Somebody waits for exactly one answer.
struct Request {
  Id id;
  std::string method;
  Json params = nullptr;  // object or array; null where the message has none
  std::size_t bytes = 0;  // size of the message, for limits on what is in flight
  bool batched = false;   // arrived inside a batch
};

// Never answered, whatever it holds.
struct Notification {
  std::string method;
  std::string params;  // the bytes of a valid JSON object or array; empty where there is none
};

// What the peer answers to a request of ours.
using PeerReply = std::variant<Json, Error>;

struct Response {
  Id id;  // empty where it has none that could be ours
  PeerReply reply;
};

// What is no message: answered with `error`, and with `id` where one could be read.
struct Invalid {
  Id id;
  Error error;
};

using Single = std::variant<Request, Notification, Response, Invalid>;

struct Batch {
  std::vector<Single> items;
};

using Message = std::variant<Request, Notification, Response, Invalid, Batch>;

// Reads one message; every fault becomes an Invalid. Presence of "id" tells a request from a
// notification, and an id must be a string or a number. Pure function. JSON-RPC 2.0 sections 4
// to 6.
Message read_message(std::string_view text);

// What answers a message beyond kMaxMessageBytes.
Invalid too_long();

// One line without its line break. `result` and `params` are JSON texts.
std::string result_line(const Id& id, std::string_view result);
std::string error_line(const Id& id, const Error& error);
std::string request_line(const Id& id, std::string_view method, std::string_view params);
std::string notification_line(std::string_view method, std::string_view params);

}  // namespace doctor::rpc
