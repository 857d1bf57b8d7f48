#include "nix/expression.h"

#include <algorithm>

#include "base/text.h"

namespace doctor::nix {
namespace {

bool opens(const Token& token) {
  return token.kind == TokenKind::kSymbol &&
         (token.text == "${" || (token.text.size() == 1 &&
                                 kOpeningBrackets.find(token.text[0]) != std::string_view::npos));
}
bool closes(const Token& token) {
  return token.kind == TokenKind::kSymbol && token.text.size() == 1 &&
         kClosingBrackets.find(token.text[0]) != std::string_view::npos;
}

// The code of a string's interpolations follows the string: it belongs to no list or set.
std::size_t behind_interpolations(const Tokens& tokens, std::size_t at) {
  const bool is_text = at < tokens.size() && tokens[at].is_interpolated;
  ++at;
  while (is_text && at < tokens.size() && tokens[at].is_symbol("${")) {
    at = behind_bracket(tokens, at);
  }
  return at;
}

}  // namespace

std::string AttributePath::str() const {
  return text::join(parts, ".");
}

std::optional<std::size_t> AttributePath::find(std::string_view part) const {
  const auto found = std::find(parts.begin(), parts.end(), part);
  if (found == parts.end()) return std::nullopt;
  return static_cast<std::size_t>(found - parts.begin());
}

std::optional<AttributePath> attribute_path(const Tokens& tokens, std::size_t at) {
  if (at >= tokens.size() || tokens[at].kind != TokenKind::kWord) return std::nullopt;
  AttributePath path;
  path.begin = at;
  path.line = tokens[at].line;
  while (at < tokens.size()) {
    if (tokens[at].kind == TokenKind::kWord) {
      path.parts.push_back(tokens[at++].text);
    } else if (tokens[at].kind == TokenKind::kString) {
      path.parts.push_back(tokens[at].is_interpolated ? "*" : tokens[at].text);
      at = behind_interpolations(tokens, at);
    } else if (tokens[at].is_symbol("${")) {
      path.parts.emplace_back("*");
      at = behind_bracket(tokens, at);
    } else {
      break;
    }
    path.end = at;
    if (at + 1 >= tokens.size() || !tokens[at].is_symbol(".")) break;
    ++at;
  }
  return path;
}

std::size_t behind_bracket(const Tokens& tokens, std::size_t at) {
  int depth = 0;
  for (; at < tokens.size(); ++at) {
    if (opens(tokens[at])) ++depth;
    if (closes(tokens[at]) && --depth <= 0) return at + 1;
  }
  return at;
}

Literal literal(const Tokens& tokens, std::size_t at) {
  Literal out;
  if (at >= tokens.size()) return out;
  const Token& first = tokens[at];
  if (first.kind == TokenKind::kString || first.kind == TokenKind::kPath) {
    out.text = first.text;
    out.is_partial = first.is_interpolated;
    return out;
  }
  if (!first.is_symbol("[") && !first.is_symbol("(")) {
    out.is_partial = true;
    return out;
  }
  const std::size_t end = behind_bracket(tokens, at);
  int lists = 0;
  for (std::size_t i = at; i < end; ++i) {
    const Token& token = tokens[i];
    if (token.is_symbol("[")) {
      ++lists;
      out.is_list = true;
    } else if (token.is_symbol("]")) {
      --lists;
    } else if (token.kind == TokenKind::kString && lists > 0 && !token.is_interpolated) {
      out.items.push_back(token.text);
    } else if (!token.is_symbol("(") && !token.is_symbol(")") && !token.is_symbol("++")) {
      out.is_partial = true;
    }
  }
  return out;
}

std::map<std::string, Literal> set_members(const Tokens& tokens, std::size_t at) {
  std::map<std::string, Literal> out;
  if (at >= tokens.size() || !tokens[at].is_symbol("{")) return out;
  const std::size_t end = behind_bracket(tokens, at);
  std::size_t i = at + 1;
  while (i < end) {
    const auto path = attribute_path(tokens, i);
    if (path && path->end < end && tokens[path->end].is_symbol("=")) {
      out.emplace(path->str(), literal(tokens, path->end + 1));
    } else if (path && path->parts.front() == "inherit") {
      for (std::size_t k = path->end; k < end && !tokens[k].is_symbol(";"); ++k) {
        if (tokens[k].kind == TokenKind::kWord) {
          Literal computed;
          computed.is_partial = true;
          out.emplace(tokens[k].text, std::move(computed));
        }
      }
    }
    // On to the next member: behind the `;` of this depth.
    while (i < end && !tokens[i].is_symbol(";")) {
      i = opens(tokens[i]) ? behind_bracket(tokens, i) : i + 1;
    }
    ++i;
  }
  return out;
}

}  // namespace doctor::nix
