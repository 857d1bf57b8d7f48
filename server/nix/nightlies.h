// Which nightlies exist, and what is known of Rust's releases. Facts end with a date: what came
// later is not known here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace doctor::nix {

// The first day a wish may name, and the span in which every day was looked up in the manifests of
// oxalica/rust-overlay@fd2ebb9c and its snapshot tags.
inline constexpr Date kFirstNightly{2018, 1, 1};
inline constexpr Date kCheckedFrom{2018, 9, 13};
inline constexpr Date kCheckedTo{2026, 8, 22};
// From here on a missing day and a missing component are certain; before, only not known.
inline constexpr Date kSureFrom{2025, 1, 1};

// Whether a nightly of that day exists, as far as the manifests tell.
enum class Existence { kYes, kNo, kNotInData, kNotChecked };
Existence nightly_exists(const Date& date);

// The nearest checked day that has one: the day itself, a day later, a day earlier…
Date nearest_nightly(const Date& date);

// The version that a nightly of that day calls itself ("1.97"), or nothing before 1.80.
std::optional<std::string> version_of_nightly(const Date& date);

// The newest stable release at the end of that day ("1.96.1"), or nothing before 1.80 and after
// kCheckedTo, when releases came that are not known here.
std::optional<std::string> stable_at(const Date& date);

// The newest release of a series ("1.95" gives "1.95.0"), or nothing.
std::optional<std::string> newest_of_series(std::string_view series);

// Whether that full version was released; nothing where it is older than 1.80 or newer than known.
std::optional<bool> is_released(std::string_view version);

// The newest stable release known here.
std::string_view newest_stable();

}  // namespace doctor::nix
