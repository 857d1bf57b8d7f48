#include "classify/regex_literals.h"

#include <algorithm>

#include "base/text.h"

namespace doctor::classify {
namespace {

using Literals = std::vector<std::string>;  // at least one occurs; empty: nothing is known

std::size_t shortest(const Literals& literals) {
  std::size_t length = literals.empty() ? 0 : literals.front().size();
  for (const std::string& literal : literals) length = std::min(length, literal.size());
  return length;
}

bool is_better(const Literals& a, const Literals& b) {
  return shortest(a) != shortest(b) ? shortest(a) > shortest(b) : a.size() < b.size();
}

// Recursive descent over the syntax; whatever is not understood simply contributes nothing.
class Parser {
 public:
  explicit Parser(std::string_view pattern) : rest_(pattern) {}

  // One alternative has to match, so all their sets together are needed; one without a set spoils it.
  Literals alternation() {
    Literals all;
    bool known = true;
    while (true) {
      const Literals one = concatenation();
      known = known && !one.empty();
      all.insert(all.end(), one.begin(), one.end());
      if (!take('|')) return known ? all : Literals();
    }
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // The best of the parts: all of them have to match.
  Literals concatenation() {
    Literals best;
    std::string run;
    const auto offer = [&](const Literals& candidate) {
      if (is_better(candidate, best)) best = candidate;
    };
    const auto flush = [&] {
      if (!run.empty()) offer({run});
      run.clear();
    };
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      bool is_char = false;
      char literal = 0;
      const Literals group = atom(is_char, literal);
      const auto [lowest, is_repeated] = quantifier();
      if (lowest == 0 || !is_char) flush();
      if (lowest == 0) continue;
      if (is_char) run += literal;
      else offer(group);
      if (is_repeated) flush();
    }
    flush();
    return best;
  }

  // One character, class, group or assertion. A plain character is reported through `is_char` and `literal`.
  Literals atom(bool& is_char, char& literal) {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '(') {
      if (rest_.starts_with("?")) {
        const std::size_t end = rest_.find_first_of(":>)");
        const bool is_flags_only = end == std::string_view::npos || rest_[end] == ')';
        rest_.remove_prefix(std::min(rest_.size(), end + 1));
        if (is_flags_only) return {};
      }
      const Literals inside = alternation();
      take(')');
      return inside;
    }
    if (c == '[') {
      skip_class();
      return {};
    }
    if (c == '.' || c == '^' || c == '$') return {};
    if (c == '\\' && !rest_.empty()) return escape(is_char, literal);
    is_char = true;
    literal = text::lower(std::string_view(&c, 1)).front();
    return {};
  }

  Literals escape(bool& is_char, char& literal) {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == 'x' || c == 'p' || c == 'P') {  // \x7F, \x{10FFFF}, \pN, \p{Greek}: skipped, contributes nothing
      if (rest_.starts_with('{')) {
        rest_.remove_prefix(std::min(rest_.size(), rest_.find('}') + 1));
      } else {
        rest_.remove_prefix(std::min<std::size_t>(rest_.size(), c == 'x' ? 2 : 1));
      }
      return {};
    }
    is_char = !text::is_word(c);  // letters and digits are classes, assertions or control characters
    literal = c;
    return {};
  }

  void skip_class() {
    take('^');
    take(']');
    while (!rest_.empty() && !take(']')) {
      if (rest_.starts_with("[:")) rest_.remove_prefix(std::min(rest_.size(), rest_.find(":]") + 1));
      rest_.remove_prefix(std::min<std::size_t>(rest_.size(), rest_.front() == '\\' ? 2 : 1));
    }
  }

  struct Quantifier {
    int lowest = 1;
    bool is_repeated = false;
  };
  Quantifier quantifier() {
    Quantifier found;
    if (take('*') || take('?')) {
      found = {0, true};
    } else if (take('+')) {
      found = {1, true};
    } else if (rest_.starts_with('{') && rest_.size() > 1 && text::is_digit(rest_[1])) {
      found = {rest_[1] == '0' ? 0 : 1, true};
      rest_.remove_prefix(std::min(rest_.size(), rest_.find('}') + 1));
    }
    if (found.is_repeated) take('?');  // non-greedy
    return found;
  }

  std::string_view rest_;
};

}  // namespace

std::vector<std::string> required_literals(std::string_view pattern) { return Parser(pattern).alternation(); }

}  // namespace doctor::classify
