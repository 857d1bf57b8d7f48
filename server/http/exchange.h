// One HTTP request and its answer as plain values, so that what decides about them needs no socket
// and no HTTP library.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rpc/message.h"

namespace doctor::http {

class EventStream;

using Headers = std::vector<std::pair<std::string, std::string>>;

// A request without its body.
struct Request {
  std::string method;
  std::string target;  // as it stood in the request line, nothing decoded
  Headers headers;     // names in lower case; values without surrounding blanks

  // How many headers have this name (in lower case).
  std::size_t count(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(
        headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; }));
  }

  // The value of the first header with this name (in lower case); empty where there is none.
  std::string_view header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return {};
  }
};

// A body of JSON, or a stream of events where there is one.
struct Reply {
  int status = 200;
  std::string body = {};
  Headers headers = {};
  std::shared_ptr<EventStream> stream = nullptr;
  // Where the client goes away before the stream has ended. May be empty.
  std::function<void()> disconnected = {};
};

// A refusal by the transport: `sentence` in a JSON-RPC error without an id.
inline Reply refusal(int status, std::string sentence, Headers headers = {}) {
  return {status, rpc::error_line({}, {rpc::kInvalidRequest, std::move(sentence), nullptr}),
          std::move(headers)};
}

}  // namespace doctor::http
