#include "knowledge/toolchain.h"

#include <algorithm>

#include "base/date.h"
#include "base/text.h"
#include "base/version.h"

namespace doctor::knowledge {
namespace {

// Offset of the first "YYYY-MM-DD" at or after `from`, or npos.
std::size_t find_date(std::string_view text, std::size_t from) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  for (std::size_t i = from; i + kShape.size() <= text.size(); ++i) {
    const auto fits = [&](std::size_t k) {
      return kShape[k] == '-' ? text[i + k] == '-' : text::is_digit(text[i + k]);
    };
    std::size_t k = 0;
    while (k < kShape.size() && fits(k)) ++k;
    const bool is_free =
        i + kShape.size() == text.size() || !text::is_digit(text[i + kShape.size()]);
    if (k == kShape.size() && is_free) return i;
  }
  return std::string_view::npos;
}

std::string day_after(std::string_view date) {
  const auto day = Date::parse(date);
  return day ? day->plus(1).str() : std::string(date);
}

}  // namespace

std::optional<std::string> nightly_date(std::string_view text) {
  // Cargo's last commit may be days older than the nightly it came with.
  while (text::trim(text).starts_with("cargo ") &&
         text.find("-nightly (") != std::string_view::npos) {
    const std::size_t end = text.find('\n', text.find("cargo "));
    if (end == std::string_view::npos) return std::nullopt;
    text.remove_prefix(end + 1);
  }
  constexpr std::string_view kPin = "nightly-";
  constexpr std::size_t kDateLength = 10;
  for (std::size_t i = text.find(kPin); i != std::string_view::npos; i = text.find(kPin, i + 1)) {
    const std::size_t date = i + kPin.size();
    if (find_date(text, date) == date) return std::string(text.substr(date, kDateLength));
  }
  const std::size_t date = find_date(text, 0);
  if (date == std::string_view::npos) return std::nullopt;
  const bool is_commit = text.find("-nightly (") != std::string_view::npos ||
                         text.find("-dev (") != std::string_view::npos;
  if (is_commit) return day_after(text.substr(date, kDateLength));
  if (text::trim(text).size() == kDateLength) return std::string(text.substr(date, kDateLength));
  return std::nullopt;
}

bool is_stable(std::string_view text) {
  text = text::trim(text);
  if (text.find("nightly") != std::string_view::npos || text.find("-dev") != std::string_view::npos)
    return false;
  if (text.find("stable") != std::string_view::npos || text.find("beta") != std::string_view::npos)
    return true;
  if (text.starts_with("rustc ") || text.starts_with("cargo ")) text.remove_prefix(6);
  return Version::parse(text.substr(0, text.find_first_of(" -"))).has_value();
}

}  // namespace doctor::knowledge
