// Small pieces of Nix as tokens: attribute paths, literal lists and sets.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "nix/scan.h"

namespace doctor::nix {

using Tokens = std::vector<Token>;

// a.b."c".${d}: names, "*" where a part is computed.
struct AttributePath {
  std::vector<std::string> parts;
  std::size_t begin = 0;  // of its first token
  std::size_t end = 0;    // behind its last token
  int line = 0;

  std::string str() const;
  // The place of the first part of that name, or nothing.
  std::optional<std::size_t> find(std::string_view part) const;
};

// The attribute path that begins at `at`; nothing where no name stands there.
std::optional<AttributePath> attribute_path(const Tokens& tokens, std::size_t at);

// The token behind the bracket that closes the one at `at`.
std::size_t behind_bracket(const Tokens& tokens, std::size_t at);

// A value as far as it is a literal.
struct Literal {
  std::optional<std::string> text;  // of a string or path
  std::vector<std::string> items;   // strings of a list, or of all lists in parentheses
  bool is_list = false;
  bool is_partial = false;  // something else than literals takes part
};
Literal literal(const Tokens& tokens, std::size_t at);

// The members of the set that opens at `at`, with dotted names joined; computed values are partial.
std::map<std::string, Literal> set_members(const Tokens& tokens, std::size_t at);

}  // namespace doctor::nix
