// Who may ask, and in what form: everything that can be refused before the body of a request is
// read (mcp.md 1.4, rows 1 to 5; 5.1).
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/exchange.h"

namespace doctor::http {

inline constexpr std::string_view kEndpoint = "/mcp";
inline constexpr std::string_view kHealth = "/health";

// The longest body that is read (design: limits).
inline constexpr std::size_t kMostBodyBytes = std::size_t{4} << 20U;
// The whole body must have come in this time.
inline constexpr std::chrono::seconds kBodyTime{30};

struct Admission {
  std::vector<std::string> hosts;  // in lower case, beside the names of this machine
  std::vector<std::string>
      origins;        // whole ("https://tools.example"), beside those of this machine
  std::string token;  // empty: none is asked for
};

// The refusal of a request, in the order of the table; nothing where it may be served. The token
// is not asked for on kHealth. Pure function.
std::optional<Reply> refused(const Admission& admission, const Request& request);

// The refusal of a body that is longer than kMostBodyBytes.
Reply too_large();

}  // namespace doctor::http
