#include "nix/channel.h"

#include <array>

#include "base/text.h"
#include "knowledge/toolchain.h"
#include "nix/components.h"

namespace doctor::nix {
namespace {

struct Word {
  std::string_view name;
  ChannelKind kind;
};

constexpr std::array<Word, 3> kWords = {{{"nightly", ChannelKind::kNightly},
                                         {"beta", ChannelKind::kBeta},
                                         {"stable", ChannelKind::kStable}}};

// Digits in two or three groups.
bool is_release(std::string_view text) {
  const auto parts = text::split(text, '.');
  if (parts.size() < 2 || parts.size() > 3) return false;
  for (const std::string_view part : parts) {
    if (part.empty() || part.size() > 4) return false;
    if (part.find_first_not_of("0123456789") != std::string_view::npos) return false;
  }
  return true;
}

// "rustc 1.97.0-nightly (e50aa6fba 2026-05-19)", also of `rustc -vV`.
std::optional<Channel> from_version_text(std::string_view text) {
  std::string_view rest = text;
  for (const std::string_view program : {"rustc ", "cargo "}) {
    if (rest.starts_with(program)) rest.remove_prefix(program.size());
  }
  const std::string_view version = rest.substr(0, rest.find_first_of(" \n"));
  const std::string_view number = version.substr(0, version.find('-'));
  if (!is_release(number)) return std::nullopt;
  if (version.find("-nightly") == std::string_view::npos) {
    if (version.size() != number.size()) return std::nullopt;
    return Channel{ChannelKind::kRelease, std::string(number), std::nullopt, false};
  }
  const auto date = knowledge::nightly_date(rest);
  return Channel{ChannelKind::kNightly, "", date ? Date::parse(*date) : std::nullopt,
                 date.has_value()};
}

}  // namespace

std::string Channel::str() const {
  if (kind == ChannelKind::kRelease) return release;
  std::string out;
  for (const Word& word : kWords) {
    if (word.kind == kind) out = word.name;
  }
  return date ? out + "-" + date->str() : out;
}

std::optional<Channel> parse_channel(std::string_view text) {
  text = text::trim(text);
  for (const Word& word : kWords) {
    if (!text.starts_with(word.name)) continue;
    std::string_view rest = text.substr(word.name.size());
    Channel channel{word.kind, "", std::nullopt, false};
    constexpr std::size_t kDateLength = 11;  // with its dash
    if (word.kind != ChannelKind::kStable && rest.size() >= kDateLength) {
      channel.date = Date::parse(rest.substr(1, kDateLength - 1));
      if (rest[0] == '-' && channel.date) rest.remove_prefix(kDateLength);
    }
    const bool is_host = rest.starts_with("-") && find_host(rest.substr(1)) != nullptr;
    if (!rest.empty() && !is_host) return std::nullopt;
    return channel;
  }
  return from_version_text(text);
}

}  // namespace doctor::nix
