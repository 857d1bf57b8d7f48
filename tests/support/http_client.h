// An HTTP client that can also send what no HTTP client would.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "json/json.h"

namespace doctor::test {

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;                            // of a chunked answer: put together

  // The code of the JSON-RPC error in the body; 0 where there is none.
  int error() const;
  // The body, or the last event of a stream, as JSON; null where it is none.
  Json message() const;
};

// One connection to a port of this machine. Every function waits a bounded time; a test fails where
// nothing comes.
class HttpConnection {
 public:
  using Milliseconds = std::chrono::milliseconds;

  explicit HttpConnection(int port);
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  // False where the server no longer reads.
  bool send(std::string_view bytes);

  // The next answer; nothing where the connection ends, or no whole one comes in time.
  std::optional<HttpAnswer> answer(Milliseconds wait = Milliseconds(5000));

  // Bytes as they come, until `part` is among them; they are taken by this call.
  bool sees(std::string_view part, Milliseconds wait = Milliseconds(5000));

  // Whether the server closes the connection and sends nothing more before.
  bool is_closed(Milliseconds wait = Milliseconds(5000));

 private:
  bool receive(std::chrono::steady_clock::time_point until);
  bool take_body(HttpAnswer& answer, std::chrono::steady_clock::time_point until);

  int socket_ = -1;
  std::string buffer_;
  bool at_end_ = false;
};

// A POST to /mcp as a well-behaved client sends it. `headers` are whole lines, each with "\r\n".
std::string post_text(std::string_view body, std::string_view headers = "");

// The same with the headers that a modern request repeats. `message` needs "method" and may have
// "params"; id, version and envelope are added where they are missing.
std::string modern_text(Json message, std::string_view headers = "");

// Sends a request on a connection of its own.
std::optional<HttpAnswer> ask(int port, std::string_view text);

}  // namespace doctor::test
