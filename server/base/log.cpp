#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <string>

namespace doctor::log {
namespace {

std::string printable(std::string_view message) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const char c : message) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) {
      out += c;
    } else {
      out += {'\\', 'x', kHex[byte >> 4U], kHex[byte & 0xFU]};
    }
  }
  return out;
}

}  // namespace

void start() {
  auto logger = spdlog::stderr_logger_mt("rust-nix-doctor");
  logger->set_pattern("%n: %l: %v");
  spdlog::set_default_logger(std::move(logger));
}

void info(std::string_view message) {
  spdlog::info("{}", printable(message));
}
void warn(std::string_view message) {
  spdlog::warn("{}", printable(message));
}
void error(std::string_view message) {
  spdlog::error("{}", printable(message));
}

}  // namespace doctor::log
