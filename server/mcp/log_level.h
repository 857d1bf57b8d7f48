// The levels of notifications/message, which are those of syslog (RFC 5424).
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace doctor::mcp {

// From the least to the most severe.
enum class LogLevel { kDebug, kInfo, kNotice, kWarning, kError, kCritical, kAlert, kEmergency };

inline constexpr std::array<std::string_view, 8> kLogLevelNames{
    "debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"};

constexpr std::string_view name_of(LogLevel level) {
  return kLogLevelNames[static_cast<std::size_t>(level)];
}

constexpr std::optional<LogLevel> log_level_of(std::string_view name) {
  for (std::size_t i = 0; i < kLogLevelNames.size(); ++i) {
    if (kLogLevelNames[i] == name) return static_cast<LogLevel>(i);
  }
  return std::nullopt;
}

}  // namespace doctor::mcp
