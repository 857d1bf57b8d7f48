#include "toml/spell.h"

#include <algorithm>

#include "base/text.h"

namespace doctor::toml {

std::string spell_key(std::string_view part) {
  const auto is_bare = [](char c) { return text::is_word(c) || c == '-'; };
  if (!part.empty() && std::all_of(part.begin(), part.end(), is_bare)) return std::string(part);
  return spell_string(part);
}

std::string spell_key(const std::vector<std::string>& parts) {
  std::vector<std::string> spelt;
  spelt.reserve(parts.size());
  for (const std::string& part : parts) spelt.push_back(spell_key(part));
  return text::join(spelt, ".");
}

std::string spell_string(std::string_view content) {
  constexpr std::string_view kHexDigits = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : content) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (byte < 0x20 || byte == 0x7F) {
      // \u00XX is known to TOML 1.0 as well, \xXX is not.
      out += "\\u00";
      out += {kHexDigits[byte >> 4U], kHexDigits[byte & 0xFU]};
    } else {
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace doctor::toml
