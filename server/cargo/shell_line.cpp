#include "cargo/shell_line.h"

#include <optional>

#include "base/text.h"

namespace doctor::cargo {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool ends_command(char c) {
  return c == ';' || c == '&' || c == '|' || c == '\n';
}
bool redirects(char c) {
  return c == '<' || c == '>';
}

class Splitter {
 public:
  Splitter(std::string_view line, const ShellVariables* variables)
      : line_(line), variables_(variables) {}

  std::vector<ShellWord> words() {
    std::vector<ShellWord> words;
    while (true) {
      skip_blanks();
      if (at_ == line_.size()) return words;
      ShellWord word;
      word.start = at_;
      word.is_redirection = redirection_size() > 0;
      word.is_operator = !word.is_redirection &&
                         (ends_command(line_[at_]) || line_[at_] == '(' || line_[at_] == ')');
      if (word.is_redirection) {
        at_ += redirection_size();
        skip_blanks();
        word.text = plain();
      } else if (word.is_operator && ends_command(line_[at_])) {
        while (at_ < line_.size() && ends_command(line_[at_])) word.text += line_[at_++];
      } else if (word.is_operator) {
        word.text = line_[at_++];
      } else {
        word.text = plain();
      }
      word.end = at_;
      words.push_back(std::move(word));
    }
  }

 private:
  bool is_continuation() const { return line_.substr(at_, 2) == "\\\n"; }

  void skip_blanks() {
    while (at_ < line_.size() && (is_blank(line_[at_]) || is_continuation()))
      at_ += is_continuation() ? 2 : 1;
  }

  // Size of "2>&", "<<", "&>>" and the like in front of a target; 0 where none stands here.
  std::size_t redirection_size() const {
    std::size_t i = at_;
    if (line_[i] == '&') ++i;
    while (i < line_.size() && line_[at_] != '&' && text::is_digit(line_[i])) ++i;
    if (i == line_.size() || !redirects(line_[i])) return 0;
    while (i < line_.size() && redirects(line_[i])) ++i;
    if (i < line_.size() && (line_[i] == '&' || line_[i] == '|')) ++i;
    return i - at_;
  }

  std::string plain() {
    std::string text;
    char quote = 0;
    int open = 0;  // parentheses: "-j$(nproc --all)" is one word
    for (; at_ < line_.size(); ++at_) {
      const char c = line_[at_];
      const bool is_bare = quote == 0 && open == 0;
      const bool is_end = is_blank(c) || ends_command(c) || redirects(c) || c == ')';
      if (is_bare && (is_end || is_continuation())) break;
      const bool is_expanded = variables_ != nullptr && c == '$' && open == 0 &&
                               (quote == '"' || (quote == 0 && text.find('=') != text.npos));
      if (is_expanded) {
        if (const auto value = variable()) {
          text += *value;
          continue;
        }
      }
      if (quote == 0 && (c == '(' || c == ')')) open += c == '(' ? 1 : -1;
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (c == '\\' && quote != '\'' && at_ + 1 < line_.size()) {
        const char next = line_[at_ + 1];
        // Between double quotes only these lose their backslash.
        const bool is_escape =
            quote == 0 || next == '"' || next == '\\' || next == '$' || next == '`' || next == '\n';
        if (!is_escape) text += c;
        if (next != '\n') text += next;
        ++at_;
      } else {
        text += c;
      }
    }
    return text;
  }

  // Moves to the last byte of "$NAME" or "${NAME}" and gives its value; nothing elsewhere.
  std::optional<std::string> variable() {
    const bool has_brace = line_.substr(at_, 2) == "${";
    const std::size_t start = at_ + (has_brace ? 2 : 1);
    std::size_t end = start;
    while (end < line_.size() && text::is_word(line_[end])) ++end;
    const bool is_closed = !has_brace || (end < line_.size() && line_[end] == '}');
    if (end == start || text::is_digit(line_[start]) || !is_closed) return std::nullopt;
    at_ = has_brace ? end : end - 1;
    const auto found = variables_->find(std::string(line_.substr(start, end - start)));
    return found == variables_->end() ? "" : found->second;
  }

  std::string_view line_;
  const ShellVariables* variables_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<ShellWord> split_shell_line(std::string_view line, const ShellVariables* variables) {
  return Splitter(line, variables).words();
}

std::string shell_quote(std::string_view word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=./:,+@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos)
    return std::string(word);
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace doctor::cargo
