// The head of an HTTP/1.1 request, read strictly (RFC 9112): what can be understood in two ways is
// refused, because a proxy in front may have understood it in the other.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace doctor::http {

struct HeadLimits {
  std::size_t line = 8000;  // bytes; the library refuses 8,192
  std::size_t fields = 100;
  std::size_t bytes = std::size_t{64} << 10U;  // of the whole head
};

struct RequestHead {
  std::vector<std::pair<std::string, std::string>> fields;  // as they stood, values trimmed
  bool chunked = false;
  std::size_t length = 0;  // of the body, where it is not chunked
  bool close = false;      // the client wants the connection closed, or speaks HTTP/1.0

  // Why the head is refused: an HTTP status and a sentence. 0: it is not.
  int status = 0;
  std::string_view fault;
};

// Reads a head: its lines end with CRLF, the empty line at its end is included. Pure function.
RequestHead read_head(std::string_view text, const HeadLimits& limits);

}  // namespace doctor::http
