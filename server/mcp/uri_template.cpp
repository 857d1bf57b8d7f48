#include "mcp/uri_template.h"

#include <cstdlib>

namespace doctor::mcp {
namespace {

int hex_digit(char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto place = kDigits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
  return place == std::string_view::npos ? -1 : static_cast<int>(place);
}

// Nothing for a "%" without two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_digit(text[i + 1]);
    const int low = hex_digit(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

}  // namespace

std::optional<std::map<std::string, std::string>> match_uri(std::string_view uri_template,
                                                            std::string_view uri) {
  std::map<std::string, std::string> variables;
  while (true) {
    const std::size_t open = uri_template.find('{');
    const std::string_view literal = uri_template.substr(0, open);
    if (!uri.starts_with(literal)) return std::nullopt;
    uri.remove_prefix(literal.size());
    if (open == std::string_view::npos) break;
    const std::size_t close = uri_template.find('}', open);
    if (close == std::string_view::npos) return std::nullopt;
    const std::string name(uri_template.substr(open + 1, close - open - 1));
    uri_template.remove_prefix(close + 1);
    // The variable ends where the text behind it begins.
    const std::string_view next = uri_template.substr(0, uri_template.find('{'));
    std::size_t end = uri.find('/');
    if (!next.empty() && uri.find(next) < end) end = uri.find(next);
    std::optional<std::string> value = percent_decoded(uri.substr(0, end));
    if (!value || value->empty()) return std::nullopt;
    variables.emplace(name, *std::move(value));
    uri.remove_prefix(end == std::string_view::npos ? uri.size() : end);
  }
  if (!uri.empty()) return std::nullopt;
  return variables;
}

bool has_variable(std::string_view uri_template, std::string_view name) {
  return !name.empty() &&
         uri_template.find("{" + std::string(name) + "}") != std::string_view::npos;
}

}  // namespace doctor::mcp
