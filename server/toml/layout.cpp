#include "toml/layout.h"

#include <algorithm>

#include "base/text.h"
#include "toml/document.h"
#include "toml/scan.h"

namespace doctor::toml {
namespace {

class Lexer {
 public:
  explicit Lexer(std::string_view document) : text_(document) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  std::vector<Section> sections() {
    std::vector<Section> out(1);
    out[0].header_span = {at_, at_};
    for (skip_blank(); at_ < text_.size(); skip_blank()) {
      const std::size_t begin = at_;
      if (peek() == '[') {
        out.push_back(header());
      } else {
        out.back().entries.push_back(entry());
      }
      if (at_ == begin) ++at_;  // not TOML; the loop must end all the same
    }
    return out;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_spaces() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }

  void skip_comment() { at_ = std::min(text_.find('\n', at_), text_.size()); }

  // Spaces, line breaks and comments.
  void skip_blank() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') {
        skip_comment();
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        ++at_;
      } else {
        return;
      }
    }
  }

  Section header() {
    Section section;
    section.header_span.begin = at_;
    section.is_array_item = text_.substr(at_, 2) == "[[";
    const std::size_t brackets = section.is_array_item ? 2 : 1;
    at_ += brackets;
    section.header = key();
    at_ = std::min(at_ + brackets, text_.size());
    section.header_span.end = at_;
    return section;
  }

  Entry entry() {
    Entry entry;
    entry.key_span.begin = at_;
    entry.key = key(&entry.key_span.end);
    if (peek() == '=') ++at_;
    skip_spaces();
    entry.value.begin = at_;
    if (peek() == '{') {
      entry.is_inline_table = true;
      entry.entries = inline_table();
    } else {
      skip_value();
    }
    entry.value.end = at_;
    return entry;
  }

  // Reads also the spaces on both sides; `end` is where the last part ends.
  Key key(std::size_t* end = nullptr) {
    Key parts;
    do {
      if (!parts.empty()) ++at_;  // the dot
      skip_spaces();
      parts.push_back(part());
      if (end != nullptr) *end = at_;
      skip_spaces();
    } while (peek() == '.');
    return parts;
  }

  std::string part() {
    const std::size_t begin = at_;
    if (peek() != '"' && peek() != '\'') {
      while (text::is_word(peek()) || peek() == '-') ++at_;
      return std::string(text_.substr(begin, at_ - begin));
    }
    at_ = string_end(text_, at_);
    const std::string_view token = text_.substr(begin, at_ - begin);
    if (token.size() < 2) return std::string(token);
    // What an escape stands for is the parser's knowledge.
    if (token[0] == '"' && token.find('\\') != std::string_view::npos) {
      const Result<Value> parsed = parse(std::string(token) + " = 0", {});
      if (parsed.ok() && parsed.value().members.size() == 1) return parsed.value().members[0].key;
    }
    return std::string(token.substr(1, token.size() - 2));
  }

  std::vector<Entry> inline_table() {
    std::vector<Entry> entries;
    ++at_;
    for (skip_blank(); at_ < text_.size() && peek() != '}'; skip_blank()) {
      const std::size_t begin = at_;
      if (peek() == ',') {
        ++at_;
      } else {
        entries.push_back(entry());
      }
      if (at_ == begin) ++at_;
    }
    if (at_ < text_.size()) ++at_;
    return entries;
  }

  // Past a value that is no inline table.
  void skip_value() {
    if (peek() == '"' || peek() == '\'') {
      at_ = string_end(text_, at_);
    } else if (peek() == '[') {
      skip_array();
    } else {
      // A date and its time may have a space between them, so only what follows a value ends it.
      const std::size_t begin = at_;
      at_ = std::min(text_.find_first_of(",]}#\r\n", at_), text_.size());
      while (at_ > begin && (text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t')) --at_;
    }
  }

  void skip_array() {
    int depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        at_ = string_end(text_, at_);
        continue;
      }
      if (c == '#') {
        skip_comment();
        continue;
      }
      ++at_;
      if (c == '[' || c == '{') ++depth;
      if ((c == ']' || c == '}') && --depth == 0) return;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Section> layout(std::string_view document) {
  return Lexer(document).sections();
}

}  // namespace doctor::toml
