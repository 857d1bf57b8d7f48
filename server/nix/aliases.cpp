#include "nix/aliases.h"

#include <algorithm>
#include <array>

#include "nix/flake_lock.h"

namespace doctor::nix {
namespace {

constexpr std::array<std::string_view, 10> kKeywords = {"let", "in",   "with", "rec",    "inherit",
                                                        "if",  "then", "else", "assert", "or"};

constexpr int kMostRounds = 8;          // of aliases of aliases
constexpr std::size_t kMostParts = 40;  // of one path

}  // namespace

bool is_keyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

Aliases::Aliases(const Tokens& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) read(tokens, i);
}

std::vector<std::string> Aliases::expanded(std::vector<std::string> parts) const {
  for (int round = 0; round < kMostRounds; ++round) {
    const auto alias = paths_.find(parts.front());
    if (alias == paths_.end() || alias->second.front() == parts.front()) break;
    std::vector<std::string> longer = alias->second;
    longer.insert(longer.end(), parts.begin() + 1, parts.end());
    if (longer.size() > kMostParts) break;
    parts = std::move(longer);
  }
  return parts;
}

void Aliases::read(const Tokens& tokens, std::size_t at) {
  const Token& token = tokens[at];
  if (token.is_word("with")) {
    const auto path = attribute_path(tokens, at + 1);
    if (path && path->find("fenix")) has_with_fenix_ = true;
    return;
  }
  if (token.is_word("inherit") && at + 1 < tokens.size() && tokens[at + 1].is_symbol("(")) {
    const auto path = attribute_path(tokens, at + 2);
    std::size_t name = behind_bracket(tokens, at + 1);
    for (; path && name < tokens.size() && tokens[name].kind == TokenKind::kWord; ++name) {
      std::vector<std::string> parts = path->parts;
      parts.push_back(tokens[name].text);
      paths_.emplace(tokens[name].text, std::move(parts));
    }
    return;
  }
  const bool is_binding = token.kind == TokenKind::kWord && at + 2 < tokens.size() &&
                          tokens[at + 1].is_symbol("=") && !is_keyword(token.text);
  if (!is_binding) return;
  std::size_t value = at + 2;
  while (value < tokens.size() && tokens[value].is_symbol("(")) ++value;
  const auto path = attribute_path(tokens, value);
  if (!path || path->parts == std::vector<std::string>{token.text}) return;
  if (path->parts.front() == "import" || path->parts.back() == "fetchTarball") {
    read_import(tokens, token.text, value);
  } else if (!is_keyword(path->parts.front())) {
    paths_.emplace(token.text, path->parts);
  }
}

// fenix = import (fetchTarball "…/fenix/archive/main.tar.gz") { };
void Aliases::read_import(const Tokens& tokens, const std::string& name, std::size_t at) {
  for (; at < tokens.size() && !tokens[at].is_symbol(";"); ++at) {
    const bool is_fenix =
        tokens[at].kind == TokenKind::kString && source_of(tokens[at].text) == Source::kFenix;
    if (is_fenix) paths_.emplace(name, std::vector<std::string>{"fenix"});
  }
}

}  // namespace doctor::nix
