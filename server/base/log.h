// The server's own messages. They go to stderr only: stdout carries the protocol.
#pragma once

#include <string_view>

namespace doctor::log {

// Must run before anything else in main(): spdlog's default logger writes to stdout.
void start();

// One line each. Control characters in `message` are escaped, because it may quote a client's data.
// Thread-safe.
void info(std::string_view message);
void warn(std::string_view message);
void error(std::string_view message);

}  // namespace doctor::log
