#include "classify/regex_literals.h"

#include <algorithm>

#include "base/text.h"

namespace doctor::classify {
namespace {

using Literals = std::vector<std::string>;

// What is known about a part of a pattern.
struct Part {
  Literals required;  // at least one occurs in every match; empty: nothing is known
  Literals exact;     // the part matches one of these texts and nothing else, if is_exact
  bool is_exact = false;
};

constexpr std::size_t kMostExact = 32;     // texts that are multiplied out
constexpr std::size_t kLongestExact = 40;  // bytes of one of them

constexpr std::string_view kCommonplace[] = {" --> ", "/nix/store/", "https://"};
constexpr std::size_t kCommonplaceWorth = 5;  // like a text of so many bytes

std::size_t worth(const std::string& literal) {
  return is_commonplace(literal) ? kCommonplaceWorth : literal.size();
}

// Of the literals of one set each may be the one that occurs, so the set is worth as little as its
// least.
std::size_t worth(const Literals& literals) {
  std::size_t least = literals.empty() ? 0 : worth(literals.front());
  for (const std::string& literal : literals) least = std::min(least, worth(literal));
  return least;
}

bool is_better(const Literals& a, const Literals& b) {
  return worth(a) != worth(b) ? worth(a) > worth(b) : a.size() < b.size();
}

// Every text of `first` followed by every text of `second`.
Literals product(const Literals& first, const Literals& second) {
  Literals all;
  for (const std::string& head : first) {
    for (const std::string& tail : second) all.push_back(head + tail);
  }
  return all;
}

// No escapes, no negation, no ranges: a dash counts as itself at either end.
bool is_plain_class(std::string_view inside) {
  if (inside.empty() || inside.find_first_of("\\^[") != std::string_view::npos) return false;
  return inside.substr(1, std::max<std::size_t>(inside.size(), 2) - 2).find('-') ==
         std::string_view::npos;
}

// Recursive descent over the syntax; whatever is not understood simply contributes nothing.
class Parser {
 public:
  explicit Parser(std::string_view pattern) : rest_(pattern) {}

  // One alternative has to match, so all their sets together are needed; one without a set spoils
  // it.
  Part alternation() {
    Part all;
    all.is_exact = true;
    bool is_known = true;
    while (true) {
      const Part one = concatenation();
      is_known = is_known && !one.required.empty();
      all.required.insert(all.required.end(), one.required.begin(), one.required.end());
      all.is_exact = all.is_exact && one.is_exact;
      all.exact.insert(all.exact.end(), one.exact.begin(), one.exact.end());
      if (take('|')) continue;
      if (!is_known) all.required.clear();
      return all;
    }
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // The best of the parts: all of them have to match. Neighbours that match nothing but known texts
  // are joined.
  Part concatenation() {
    Part whole;
    whole.is_exact = true;
    Literals run = {""};
    const auto offer = [&](const Literals& candidate) {
      if (is_better(candidate, whole.required)) whole.required = candidate;
    };
    const auto flush = [&] {
      whole.is_exact = false;
      if (worth(run) > 0) offer(run);
      run = {""};
    };
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      Part part = atom();
      const Count count = quantifier();
      if (count == Count::kOptional && part.is_exact) {
        part.exact.emplace_back();
        part.required.clear();
      } else if (count == Count::kOptional || count == Count::kAny) {
        flush();
        continue;
      }
      offer(part.required);
      if (!part.is_exact) {
        flush();
        continue;
      }
      const bool is_small = run.size() * part.exact.size() <= kMostExact &&
                            (run.front().size() <= kLongestExact || part.exact.front().empty());
      if (!is_small) flush();
      run = product(run, part.exact);
      if (run.size() > kMostExact) flush();
      if (count == Count::kRepeated) flush();
    }
    if (worth(run) > 0) offer(run);
    whole.exact = whole.is_exact ? run : Literals();
    return whole;
  }

  static Part exactly(std::string text) {
    Part part;
    part.is_exact = true;
    if (!text.empty()) part.required = {text};
    part.exact = {std::move(text)};
    return part;
  }

  // One character, class, group or assertion.
  Part atom() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '(') {
      if (rest_.starts_with("?")) {
        const std::size_t end = rest_.find_first_of(":>)");
        const bool is_flags_only = end == std::string_view::npos || rest_[end] == ')';
        rest_.remove_prefix(std::min(rest_.size(), end + 1));
        if (is_flags_only) return exactly("");
      }
      Part inside = alternation();
      take(')');
      return inside;
    }
    if (c == '[') return character_class();
    if (c == '.') return {};
    if (c == '^' || c == '$') return exactly("");
    if (c == '\\' && !rest_.empty()) return escape();
    if (static_cast<unsigned char>(c) >=
        0x80) {  // a quantifier is about all its bytes, and (?i) folds it
      while (!rest_.empty() && (static_cast<unsigned char>(rest_.front()) & 0xC0U) == 0x80U)
        rest_.remove_prefix(1);
      return {};
    }
    return exactly(text::lower(std::string_view(&c, 1)));
  }

  Part escape() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == 'x' || c == 'p' ||
        c == 'P') {  // \x7F, \x{10FFFF}, \pN, \p{Greek}: skipped, contributes nothing
      if (rest_.starts_with('{')) {
        rest_.remove_prefix(std::min(rest_.size(), rest_.find('}') + 1));
      } else {
        rest_.remove_prefix(std::min<std::size_t>(rest_.size(), c == 'x' ? 2 : 1));
      }
      return {};
    }
    if (c >= '0' && c <= '7') {  // \101: two more octal digits belong to it
      for (int i = 0; i < 2 && !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '7'; ++i)
        rest_.remove_prefix(1);
      return {};
    }
    if (c == 'b' || c == 'B' || c == 'A' || c == 'z') return exactly("");
    // Other letters and digits are classes or control characters.
    return text::is_word(c) ? Part() : exactly(std::string(1, c));
  }

  // A class of a few plain characters is one of these; any other contributes nothing.
  Part character_class() {
    constexpr std::size_t kMostCharacters = 4;
    const std::size_t end = rest_.find(']', 1);
    const std::string_view inside = rest_.substr(0, end);
    if (end <= kMostCharacters && is_plain_class(inside)) {  // npos is larger
      Part part;
      part.is_exact = true;
      for (const char c : inside) part.exact.push_back(text::lower(std::string_view(&c, 1)));
      part.required = part.exact;
      rest_.remove_prefix(end + 1);
      return part;
    }
    skip_class();
    return {};
  }

  void skip_class() {
    take('^');
    take(']');
    while (!rest_.empty() && !take(']')) {
      if (rest_.starts_with("[:"))
        rest_.remove_prefix(std::min(rest_.size(), rest_.find(":]") + 1));
      rest_.remove_prefix(std::min<std::size_t>(rest_.size(), rest_.front() == '\\' ? 2 : 1));
    }
  }

  // How often the part in front occurs.
  enum class Count { kOnce, kOptional, kAny, kRepeated };

  Count quantifier() {
    Count count = Count::kOnce;
    if (take('*')) {
      count = Count::kAny;
    } else if (take('?')) {
      count = Count::kOptional;
    } else if (take('+')) {
      count = Count::kRepeated;
    } else if (rest_.starts_with('{') && rest_.size() > 1 && text::is_digit(rest_[1])) {
      count = rest_[1] == '0' ? Count::kAny : Count::kRepeated;
      rest_.remove_prefix(std::min(rest_.size(), rest_.find('}') + 1));
    }
    if (count != Count::kOnce) take('?');  // non-greedy
    return count;
  }

  std::string_view rest_;
};

}  // namespace

bool is_commonplace(std::string_view literal) {
  return std::find(std::begin(kCommonplace), std::end(kCommonplace), literal) !=
         std::end(kCommonplace);
}

std::vector<std::string> required_literals(std::string_view pattern) {
  return Parser(pattern).alternation().required;
}

}  // namespace doctor::classify
