// Nix text as tokens, without evaluating anything: enough to find words outside strings and
// comments, and strings outside words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace doctor::nix {

enum class TokenKind {
  kWord,    // an identifier or keyword
  kString,  // "…", ''…'' or an unquoted URL, with escapes resolved
  kPath,    // ./x, /x, ~/x, a/b or <nixpkgs>
  kNumber,
  kSymbol,  // an operator or bracket; "${" opens an interpolation
};

// Each closes what stands at the same place of the other.
inline constexpr std::string_view kOpeningBrackets = "{[(";
inline constexpr std::string_view kClosingBrackets = "}])";

struct Token {
  TokenKind kind = TokenKind::kSymbol;
  std::string text;
  int line = 1;
  bool is_interpolated = false;  // a string or path whose `${…}` parts were left out

  bool is(TokenKind wanted, std::string_view wanted_text) const {
    return kind == wanted && text == wanted_text;
  }
  bool is_symbol(std::string_view wanted) const { return is(TokenKind::kSymbol, wanted); }
  bool is_word(std::string_view wanted) const { return is(TokenKind::kWord, wanted); }
};

// The tokens of a file. Code inside strings (`"${x}"`) stands behind the token of its string, from
// a "${" to a "}". A Problem names the line where a string, comment or bracket that is never closed
// begins, or a bracket that closes nothing.
Result<std::vector<Token>> scan(std::string_view text, const std::string& file);

}  // namespace doctor::nix
