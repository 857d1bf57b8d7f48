// Days of the calendar, as toolchains are named after them. What day it is comes from outside.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace doctor {

// A day of the Gregorian calendar, in UTC. Only parse() and date_of() make valid ones.
struct Date {
  int year = 1970;
  int month = 1;
  int day = 1;

  // Accepts "2026-05-20" and nothing else: ten characters, a day that exists.
  static std::optional<Date> parse(std::string_view text);

  std::string str() const;
  Date plus(int days) const;

  auto operator<=>(const Date&) const =
      default;  // NOLINT(modernize-use-nullptr): clang 14 mistakes it
};

// Days from one to the other; negative where `to` comes first.
int days_between(const Date& from, const Date& to);

// The day of a moment given in seconds since 1970.
Date date_of(std::int64_t seconds);

// What day it is. Whoever needs today gets this, so that tests choose it.
using Today = std::function<Date()>;
Date utc_today();

}  // namespace doctor
