#include "nix/nightlies.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/version.h"

namespace doctor::nix {
namespace {

// Days of kCheckedFrom..kCheckedTo without a manifest.
constexpr std::array<Date, 32> kMissing = {{
    {2018, 10, 25}, {2018, 11, 17}, {2018, 12, 7}, {2018, 12, 9},  {2018, 12, 10}, {2018, 12, 11},
    {2018, 12, 12}, {2018, 12, 13}, {2019, 2, 20}, {2019, 3, 7},   {2019, 4, 10},  {2019, 8, 14},
    {2019, 9, 17},  {2019, 10, 22}, {2020, 7, 14}, {2020, 8, 30},  {2020, 8, 31},  {2020, 9, 1},
    {2020, 11, 4},  {2021, 8, 11},  {2021, 9, 21}, {2021, 12, 11}, {2021, 12, 28}, {2023, 1, 25},
    {2024, 1, 2},   {2024, 1, 3},   {2024, 2, 2},  {2024, 8, 31},  {2024, 11, 10}, {2024, 11, 24},
    {2025, 1, 14},  {2025, 5, 15},
}};

struct Series {
  int minor;
  Date first_nightly;
};

constexpr std::array<Series, 21> kSeries = {{
    {80, {2024, 4, 29}},  {81, {2024, 6, 9}},   {82, {2024, 7, 22}}, {83, {2024, 9, 2}},
    {84, {2024, 10, 14}}, {85, {2024, 11, 23}}, {86, {2025, 1, 4}},  {87, {2025, 2, 17}},
    {88, {2025, 3, 30}},  {89, {2025, 5, 10}},  {90, {2025, 6, 24}}, {91, {2025, 8, 3}},
    {92, {2025, 9, 15}},  {93, {2025, 10, 26}}, {94, {2025, 12, 6}}, {95, {2026, 1, 19}},
    {96, {2026, 3, 1}},   {97, {2026, 4, 12}},  {98, {2026, 5, 23}}, {99, {2026, 7, 6}},
    {100, {2026, 8, 16}},
}};

struct Release {
  std::string_view version;
  Date date;
};

constexpr std::array<Release, 27> kReleases = {{
    {"1.80.0", {2024, 7, 25}},  {"1.80.1", {2024, 8, 8}},   {"1.81.0", {2024, 9, 5}},
    {"1.82.0", {2024, 10, 17}}, {"1.83.0", {2024, 11, 28}}, {"1.84.0", {2025, 1, 9}},
    {"1.84.1", {2025, 1, 30}},  {"1.85.0", {2025, 2, 20}},  {"1.85.1", {2025, 3, 18}},
    {"1.86.0", {2025, 4, 3}},   {"1.87.0", {2025, 5, 15}},  {"1.88.0", {2025, 6, 26}},
    {"1.89.0", {2025, 8, 7}},   {"1.90.0", {2025, 9, 18}},  {"1.91.0", {2025, 10, 30}},
    {"1.91.1", {2025, 11, 10}}, {"1.92.0", {2025, 12, 11}}, {"1.93.0", {2026, 1, 22}},
    {"1.93.1", {2026, 2, 12}},  {"1.94.0", {2026, 3, 5}},   {"1.94.1", {2026, 3, 26}},
    {"1.95.0", {2026, 4, 16}},  {"1.96.0", {2026, 5, 28}},  {"1.96.1", {2026, 6, 30}},
    {"1.97.0", {2026, 7, 9}},   {"1.97.1", {2026, 7, 16}},  {"1.98.0", {2026, 8, 20}},
}};

}  // namespace

Existence nightly_exists(const Date& date) {
  if (date < kCheckedFrom || date > kCheckedTo) return Existence::kNotChecked;
  if (!std::binary_search(kMissing.begin(), kMissing.end(), date)) return Existence::kYes;
  return date < kSureFrom ? Existence::kNotInData : Existence::kNo;
}

Date nearest_nightly(const Date& date) {
  const Date bounded = std::clamp(date, kCheckedFrom, kCheckedTo);
  for (int distance = 0;; ++distance) {
    for (const int step : {distance, -distance}) {
      const Date candidate = bounded.plus(step);
      if (nightly_exists(candidate) == Existence::kYes) return candidate;
    }
  }
}

std::optional<std::string> version_of_nightly(const Date& date) {
  if (date < kSeries.front().first_nightly || date > kCheckedTo) return std::nullopt;
  const auto after = std::upper_bound(
      kSeries.begin(), kSeries.end(), date,
      [](const Date& wanted, const Series& series) { return wanted < series.first_nightly; });
  return "1." + std::to_string(std::prev(after)->minor);
}

std::optional<std::string> stable_at(const Date& date) {
  if (date < kReleases.front().date || date > kCheckedTo) return std::nullopt;
  const auto after =
      std::upper_bound(kReleases.begin(), kReleases.end(), date,
                       [](const Date& wanted, const Release& r) { return wanted < r.date; });
  return std::string(std::prev(after)->version);
}

std::optional<std::string> newest_of_series(std::string_view series) {
  const std::string prefix = std::string(series) + ".";
  const auto found =
      std::find_if(kReleases.rbegin(), kReleases.rend(),
                   [&](const Release& release) { return release.version.starts_with(prefix); });
  if (found == kReleases.rend()) return std::nullopt;
  return std::string(found->version);
}

std::optional<bool> is_released(std::string_view version) {
  const auto wanted = Version::parse(version);
  if (!wanted || *wanted < *Version::parse(kReleases.front().version) ||
      *wanted > *Version::parse(kReleases.back().version)) {
    return std::nullopt;
  }
  return std::any_of(kReleases.begin(), kReleases.end(),
                     [&](const Release& release) { return release.version == version; });
}

std::string_view newest_stable() {
  return kReleases.back().version;
}

}  // namespace doctor::nix
