// Small tools for text: UTF-8 repair, escape sequences, splitting, clipping. Pure functions, no
// allocation where the input is already in the wanted form.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace doctor::text {

// True where every byte sequence is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

// Offset of the first byte that is not well-formed UTF-8, or npos.
std::size_t first_bad_utf8(std::string_view text);

// The text with each ill-formed sequence replaced by U+FFFD.
std::string repair_utf8(std::string_view text);

// The text without ECMA-48 escape sequences (colours, cursor moves, OSC titles and links). A
// sequence that is cut off at the end is dropped as well.
std::string strip_escapes(std::string_view text);

// Leading and trailing spaces, tabs and carriage returns removed.
std::string_view trim(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);
std::vector<std::string_view> lines(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

// At most `limit` bytes, cut at a character boundary, with "…" in place of what was cut off.
std::string clip(std::string_view text, std::size_t limit);

// ASCII only: everything that is matched here is a keyword or an identifier.
std::string lower(std::string_view text);
bool is_digit(char c);
bool is_word(char c);  // letter, digit or underscore

// Every `{name}` replaced by what `value` returns for it.
template <typename ValueOf>
std::string fill(std::string_view pattern, ValueOf value) {
  std::string out;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    out += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    std::size_t end = open + 1;
    while (end < pattern.size() && is_word(pattern[end])) ++end;
    if (end > open + 1 && end < pattern.size() && pattern[end] == '}') {
      out += value(pattern.substr(open + 1, end - open - 1));
      ++end;
    } else {
      out += '{';
      end = open + 1;
    }
    pattern.remove_prefix(end);
  }
  return out;
}

}  // namespace doctor::text
