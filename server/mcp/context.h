// What a running tool, prompt or resource may use of the conversation it runs in.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "json/json.h"
#include "mcp/log_level.h"

namespace doctor::mcp {

class Inputs;

// The functions may be called from the call's thread only.
struct Context {
  std::stop_token stop;  // requested when the client cancels or the server ends
  // Does nothing where the client asked for no progress. A `total` of 0 means that it is not known.
  std::function<void(double done, double total, const std::string& message)> progress =
      [](double, double, const std::string&) {};
  // A message for the client's log; dropped where the client did not ask for that level.
  std::function<void(LogLevel level, const Json& data)> log = [](LogLevel, const Json&) {};
  // Questions to the client; null where it cannot be asked at all.
  Inputs* inputs = nullptr;
};

}  // namespace doctor::mcp
