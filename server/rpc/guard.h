// The catch-all around everything that serves one request.
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "base/log.h"
#include "base/text.h"
#include "rpc/message.h"

namespace doctor::rpc {

// Calls `function`, which returns what an R can be made from. What it throws goes to the log;
// the client learns only that it happened, because the text may name paths.
template <typename R, typename Function>
R guarded(std::string_view method, Function function) {
  constexpr std::size_t kShownMethod = 100;
  std::string what;
  try {
    return function();
  } catch (const std::exception& error) {
    what = error.what();
  } catch (...) {
    what = "unknown exception";
  }
  log::error("while serving " + text::clip(method, kShownMethod) + ": " + what);
  return Error{kInternalError, "Internal error", nullptr};
}

}  // namespace doctor::rpc
