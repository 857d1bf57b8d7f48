#include "nix/scan.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace doctor::nix {
namespace {

bool is_letter(char c) {
  return text::is_word(c) && !text::is_digit(c) && c != '_';
}
bool is_word_part(char c) {
  return text::is_word(c) || c == '\'' || c == '-';
}
bool is_path_part(char c) {
  return text::is_word(c) || c == '.' || c == '-' || c == '+';
}
bool is_url_part(char c) {
  constexpr std::string_view kMarks = "%/?:@&=+$,-_.!~*'";
  return text::is_word(c) || kMarks.find(c) != std::string_view::npos;
}

// What is open where the scanner stands. Kept on a stack of its own, so that nesting costs no
// stack of the process.
enum class Frame { kBracket, kString, kIndented, kPath };

struct Open {
  Frame frame;
  char bracket;  // the one that closes a kBracket
  int line;
};

class Scanner {
 public:
  Scanner(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  Result<std::vector<Token>> run() {
    while (!problem_) {
      if (!open_.empty() && open_.back().frame != Frame::kBracket) {
        read_string_part();
      } else if (at_ < text_.size()) {
        read_code();
      } else {
        break;
      }
    }
    if (!problem_ && !open_.empty()) {
      fail(std::string("a `") + open_.back().bracket + "` is missing for what is opened here",
           open_.back().line);
    }
    if (problem_) return *problem_;
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool starts(std::string_view word) const { return text_.substr(at_).starts_with(word); }
  void advance(std::size_t count) {
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(at_ + count),
                                         '\n'));
    at_ += count;
  }
  void fail(std::string message, int line) {
    problem_ = Problem{"is no Nix that can be read: " + std::move(message), {file_, line}};
  }
  void add(TokenKind kind, std::string text, std::size_t length) {
    tokens_.push_back({kind, std::move(text), line_, false});
    advance(length);
  }

  void read_code() {
    const char c = peek();
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return advance(1);
    if (c == '#') return advance(std::min(text_.find('\n', at_), text_.size()) - at_);
    if (starts("/*")) {
      const std::size_t end = text_.find("*/", at_ + 2);
      if (end == std::string_view::npos) return fail("a comment is never closed", line_);
      return advance(end + 2 - at_);
    }
    if (c == '"') return open_string(Frame::kString, 1);
    if (starts("''")) return open_string(Frame::kIndented, 2);
    if (read_path() || read_url()) return;
    if (is_letter(c) || c == '_') {
      std::size_t end = at_;
      while (end < text_.size() && is_word_part(text_[end])) ++end;
      return add(TokenKind::kWord, std::string(text_.substr(at_, end - at_)), end - at_);
    }
    if (text::is_digit(c)) {
      std::size_t end = at_;
      while (end < text_.size() && (text::is_digit(text_[end]) || text_[end] == '.')) ++end;
      return add(TokenKind::kNumber, std::string(text_.substr(at_, end - at_)), end - at_);
    }
    read_symbol();
  }

  void read_symbol() {
    constexpr std::array<std::string_view, 10> kLong = {
        "...", "${", "==", "!=", "<=", ">=", "&&", "||", "->", "//"};
    for (const std::string_view symbol : kLong) {
      if (!starts(symbol)) continue;
      if (symbol == "${") open_.push_back({Frame::kBracket, '}', line_});
      return add(TokenKind::kSymbol, std::string(symbol), symbol.size());
    }
    if (starts("++")) return add(TokenKind::kSymbol, "++", 2);
    const char c = peek();
    const std::size_t opening = kOpeningBrackets.find(c);
    if (opening != std::string_view::npos) {
      open_.push_back({Frame::kBracket, kClosingBrackets[opening], line_});
    } else if (kClosingBrackets.find(c) != std::string_view::npos) {
      if (open_.empty() || open_.back().bracket != c) {
        return fail(std::string("`") + c + "` closes nothing", line_);
      }
      open_.pop_back();
    } else if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F ||
               std::string_view("`~$%^\\").find(c) != std::string_view::npos) {
      return fail("a character that Nix does not know stands outside of strings", line_);
    }
    add(TokenKind::kSymbol, std::string(1, c), 1);
  }

  // Nix takes a/b without spaces for a path (its lexer's PATH), so this comes before words.
  bool read_path() {
    if (peek() == '<') {
      std::size_t end = at_ + 1;
      while (end < text_.size() && (is_path_part(text_[end]) || text_[end] == '/')) ++end;
      if (end == at_ + 1 || end >= text_.size() || text_[end] != '>') return false;
      add(TokenKind::kPath, std::string(text_.substr(at_, end + 1 - at_)), end + 1 - at_);
      return true;
    }
    std::size_t end = at_;
    if (peek() == '~') {
      ++end;
    } else {
      while (end < text_.size() && is_path_part(text_[end])) ++end;
    }
    const std::size_t slash = end;
    if (slash >= text_.size() || text_[slash] != '/' || slash + 1 >= text_.size()) return false;
    const bool is_open = text_.substr(slash + 1).starts_with("${");
    if (!is_path_part(text_[slash + 1]) && !is_open) return false;
    tokens_.push_back({TokenKind::kPath, "", line_, false});
    open_.push_back({Frame::kPath, '/', line_});
    return true;
  }

  bool read_url() {
    if (!is_letter(peek())) return false;
    std::size_t end = at_;
    while (end < text_.size() && (is_path_part(text_[end]) && text_[end] != '_')) ++end;
    if (end + 1 >= text_.size() || text_[end] != ':' || !is_url_part(text_[end + 1])) return false;
    while (end < text_.size() && is_url_part(text_[end])) ++end;
    add(TokenKind::kString, std::string(text_.substr(at_, end - at_)), end - at_);
    return true;
  }

  void open_string(Frame frame, std::size_t length) {
    tokens_.push_back({TokenKind::kString, "", line_, false});
    open_.push_back({frame, '"', line_});
    parts_.push_back(tokens_.size() - 1);
    advance(length);
  }

  // One piece of a string or path: up to its end, or up to an interpolation.
  void read_string_part() {
    const Frame frame = open_.back().frame;
    if (frame == Frame::kPath) return read_path_part();
    Token& token = tokens_[parts_.back()];
    while (at_ < text_.size()) {
      if (starts("${")) return interpolate(token);
      if (frame == Frame::kString) {
        if (peek() == '"') return close_string(1);
        if (peek() == '\\' && at_ + 1 < text_.size()) {
          const char c = peek(1);
          token.text += c == 'n' ? '\n' : (c == 't' ? '\t' : c);
          advance(2);
          continue;
        }
      } else if (starts("'''") || starts("''$")) {  // '' and $, escaped
        token.text += starts("'''") ? "''" : "$";
        advance(3);
        continue;
      } else if (starts("''\\")) {
        advance(3);  // what is escaped is an ordinary character to us
        if (static_cast<unsigned char>(peek()) < 0x80 && at_ < text_.size()) advance(1);
        continue;
      } else if (starts("''")) {
        return close_string(2);
      }
      if (starts("$$")) {  // no interpolation
        token.text += "$$";
        advance(2);
        continue;
      }
      token.text += peek();
      advance(1);
    }
    fail("a string is never closed", open_.back().line);
  }

  void read_path_part() {
    const std::size_t index = path_token();
    while (at_ < text_.size() && (is_path_part(peek()) || peek() == '/' || peek() == '~')) {
      tokens_[index].text += peek();
      advance(1);
    }
    if (starts("${")) {
      path_parts_.push_back(index);
      return interpolate(tokens_[index]);
    }
    open_.pop_back();
  }

  // The token of the path that is open: the last one, or the one that an interpolation interrupted.
  std::size_t path_token() {
    if (!path_parts_.empty() && tokens_.back().is_symbol("}") &&
        tokens_[path_parts_.back()].is_interpolated) {
      const std::size_t index = path_parts_.back();
      path_parts_.pop_back();
      return index;
    }
    return tokens_.size() - 1;
  }

  void interpolate(Token& token) {
    token.is_interpolated = true;
    const int line = line_;
    add(TokenKind::kSymbol, "${", 2);
    open_.push_back({Frame::kBracket, '}', line});
  }

  void close_string(std::size_t length) {
    open_.pop_back();
    parts_.pop_back();
    advance(length);
  }

  std::string_view text_;
  std::string file_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<Token> tokens_;
  std::vector<Open> open_;
  std::vector<std::size_t> parts_;       // tokens of the strings that are open
  std::vector<std::size_t> path_parts_;  // tokens of the paths that are open
  std::optional<Problem> problem_;
};

}  // namespace

Result<std::vector<Token>> scan(std::string_view text, const std::string& file) {
  return Scanner(text, file).run();
}

}  // namespace doctor::nix
