#include "json/json.h"

#include <algorithm>

#include "base/text.h"

namespace doctor::json {
namespace {

// Offset just behind the string literal that starts at `start`; the end of the text where it is not
// closed.
std::size_t string_end(std::string_view text, std::size_t start) {
  for (std::size_t i = start + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return i + 1;
    }
  }
  return text.size();
}

// Offset just behind the value that starts at `start`.
std::size_t value_end(std::string_view text, std::size_t start) {
  int open = 0;
  std::size_t i = start;
  while (i < text.size()) {
    const char c = text[i];
    if (c == '"') {
      i = string_end(text, i);
      if (open == 0) return i;
      continue;
    }
    if (c == '{' || c == '[') ++open;
    if (c == '}' || c == ']') {
      if (open == 0) return i;
      if (--open == 0) return i + 1;
    }
    if (c == ',' && open == 0) return i;
    ++i;
  }
  return i;
}

std::size_t skip_blank(std::string_view text, std::size_t i) {
  return std::min(text.find_first_not_of(" \t\r\n", i), text.size());
}

// What nlohmann says, without its "[json.exception...] parse error at line 1, column 5: " head.
std::string plain_reason(std::string_view what) {
  const std::size_t head = what.find("] ");
  if (head != std::string_view::npos) what.remove_prefix(head + 2);
  const std::size_t colon = what.find(": ");
  if (what.starts_with("parse error") && colon != std::string_view::npos)
    what.remove_prefix(colon + 2);
  return text::repair_utf8(what);
}

}  // namespace

int depth(std::string_view text) {
  int open = 0;
  int deepest = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      i = string_end(text, i) - 1;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++open);
    } else if (c == '}' || c == ']') {
      --open;
    }
  }
  return deepest;
}

Result<Json> parse(std::string_view text) {
  if (depth(text) > kMaxDepth) {
    return Problem{"is nested deeper than " + std::to_string(kMaxDepth) + " levels", {}};
  }
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    return Problem{"is not valid JSON at byte " + std::to_string(error.byte) + ": " +
                       plain_reason(error.what()),
                   {"", 0, static_cast<int>(error.byte)}};
  } catch (const Json::exception& error) {  // a number that no double can hold
    return Problem{"is not usable JSON: " + plain_reason(error.what()), {}};
  }
}

std::string print(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string print_pretty(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string_view raw_member(std::string_view text, std::string_view key) {
  std::string_view found;
  std::size_t i = skip_blank(text, 0);
  if (i >= text.size() || text[i] != '{') return found;
  i = skip_blank(text, i + 1);
  while (i < text.size() && text[i] == '"') {
    const std::size_t name_end = string_end(text, i);
    const std::string_view name = text.substr(i, name_end - i);
    const std::size_t colon = skip_blank(text, name_end);
    const std::size_t start = skip_blank(text, colon + 1);
    const std::size_t end = value_end(text, start);
    // A key may be written with escapes; parsing one short string settles it.
    if (name.find('\\') == std::string_view::npos
            ? name.substr(1, name.size() - 2) == key
            : Json::parse(name, nullptr, false) == Json(key)) {
      found = text::trim(text.substr(start, end - start));
    }
    i = skip_blank(text, end);
    if (i < text.size() && text[i] == ',') i = skip_blank(text, i + 1);
  }
  return found;
}

}  // namespace doctor::json
