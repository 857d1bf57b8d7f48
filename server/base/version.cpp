#include "base/version.h"

#include <charconv>

#include "base/text.h"

namespace doctor {
namespace {

struct Comparator {
  std::string_view sign;
  Version version;
};

std::optional<Comparator> parse_comparator(std::string_view text) {
  text = text::trim(text);
  for (std::string_view sign : {">=", "<=", ">", "<", "="}) {
    if (!text.starts_with(sign)) continue;
    const auto version = Version::parse(text::trim(text.substr(sign.size())));
    if (!version) return std::nullopt;
    return Comparator{sign, *version};
  }
  return std::nullopt;
}

bool holds(const Version& version, const Comparator& comparator) {
  if (comparator.sign == ">=") return version >= comparator.version;
  if (comparator.sign == "<=") return version <= comparator.version;
  if (comparator.sign == ">") return version > comparator.version;
  if (comparator.sign == "<") return version < comparator.version;
  return version == comparator.version;
}

}  // namespace

std::optional<Version> Version::parse(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  text = text.substr(0, text.find_first_of("-+"));
  Version version;
  std::size_t index = 0;
  for (std::string_view part : text::split(text, '.')) {
    if (index == version.parts.size() || part.empty()) return std::nullopt;
    const auto [end, error] =
        std::from_chars(part.data(), part.data() + part.size(), version.parts[index]);
    if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
    ++index;
  }
  return version;
}

bool satisfies(const Version& version, std::string_view requirement) {
  if (text::trim(requirement).empty()) return true;
  for (std::string_view part : text::split(requirement, ',')) {
    const auto comparator = parse_comparator(part);
    if (!comparator || !holds(version, *comparator)) return false;
  }
  return true;
}

bool is_requirement(std::string_view requirement) {
  if (text::trim(requirement).empty()) return true;
  for (std::string_view part : text::split(requirement, ',')) {
    if (!parse_comparator(part)) return false;
  }
  return true;
}

}  // namespace doctor
