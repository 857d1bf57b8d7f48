#include "toml/scan.h"

#include "base/text.h"

namespace doctor::toml {

std::size_t string_end(std::string_view document, std::size_t start) {
  const char quote = document[start];
  const bool basic = quote == '"';
  const std::string triple(3, quote);
  const bool is_long = document.substr(start, 3) == triple;
  std::size_t i = start + (is_long ? 3 : 1);
  while (i < document.size()) {
    if (basic && document[i] == '\\') {
      i += 2;
    } else if (is_long && document.substr(i, 3) == triple) {
      i += 3;
      while (i < document.size() && document[i] == quote)
        ++i;  // up to two quotes may stand before the closing ones
      return i;
    } else if (!is_long && (document[i] == quote || document[i] == '\n')) {
      return i + 1;
    } else {
      ++i;
    }
  }
  return document.size();
}

std::optional<Problem> scan(std::string_view document, const std::string& file) {
  if (document.starts_with("\xEF\xBB\xBF")) document.remove_prefix(3);
  int line = 1;
  int dots = 0;
  std::size_t line_start = 0;
  std::size_t i = 0;
  while (i < document.size()) {
    const char c = document[i];
    std::size_t next = i + 1;
    if (c == '"' || c == '\'') {
      next = string_end(document, i);
    } else if (c == '#') {
      next = std::min(document.find('\n', i), document.size());
    } else if (c == '=' || c == ',' || c == '[' || c == '{') {
      dots = 0;
    } else if (c == '.' && ++dots > kMaxDots) {
      return Problem{"has more than " + std::to_string(kMaxDots) + " dots in one key",
                     {file, line}};
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      return Problem{"a key with characters outside A-Z, a-z, 0-9, - and _ must be quoted",
                     {file, line, static_cast<int>(i - line_start) + 1}};
    }
    for (; i < next && i < document.size(); ++i) {
      if (document[i] != '\n') continue;
      ++line;
      dots = 0;
      line_start = i + 1;
    }
  }
  return std::nullopt;
}

}  // namespace doctor::toml
