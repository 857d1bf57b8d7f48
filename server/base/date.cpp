#include "base/date.h"

#include <chrono>

#include "base/text.h"

namespace doctor {
namespace {

namespace chrono = std::chrono;

chrono::year_month_day calendar(const Date& date) {
  return {chrono::year(date.year), chrono::month(static_cast<unsigned>(date.month)),
          chrono::day(static_cast<unsigned>(date.day))};
}

Date of_days(chrono::sys_days days) {
  const chrono::year_month_day day{days};
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

std::string padded(int value, std::size_t width) {
  std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() != kShape.size()) return std::nullopt;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    if (kShape[i] == '-' ? text[i] != '-' : !text::is_digit(text[i])) return std::nullopt;
  }
  const auto number = [&](std::size_t from, std::size_t count) {
    return std::stoi(std::string(text.substr(from, count)));
  };
  const Date date{number(0, 4), number(5, 2), number(8, 2)};
  if (!calendar(date).ok()) return std::nullopt;
  return date;
}

std::string Date::str() const {
  return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2);
}

Date Date::plus(int days) const {
  return of_days(chrono::sys_days(calendar(*this)) + chrono::days(days));
}

int days_between(const Date& from, const Date& to) {
  return static_cast<int>(
      (chrono::sys_days(calendar(to)) - chrono::sys_days(calendar(from))).count());
}

Date date_of(std::int64_t seconds) {
  // Beyond these years the calendar's types overflow; no lock file is that old or new.
  constexpr std::int64_t kMost = 253'402'300'799;  // 9999-12-31
  const std::int64_t bounded = seconds < 0 ? 0 : (seconds > kMost ? kMost : seconds);
  return of_days(chrono::floor<chrono::days>(chrono::sys_seconds(chrono::seconds(bounded))));
}

Date utc_today() {
  return date_of(
      chrono::duration_cast<chrono::seconds>(chrono::system_clock::now().time_since_epoch())
          .count());
}

}  // namespace doctor
