#include "cargo/command.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace doctor::cargo {
namespace {

struct Word {
  std::string text;
  std::size_t start = 0;  // in the command line
  std::size_t end = 0;
  bool is_operator = false;  // ends a command: && and the like, and the parentheses of a subshell
};

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool ends_command(char c) {
  return c == ';' || c == '&' || c == '|' || c == '\n';
}

// Cuts a shell command line into words.
class Splitter {
 public:
  explicit Splitter(std::string_view line) : line_(line) {}

  // Quotes and backslashes are resolved; operators such as && and the parentheses of a subshell are
  // words.
  std::vector<Word> words() {
    std::vector<Word> words;
    while (true) {
      while (at_ < line_.size() && (is_blank(line_[at_]) || is_continuation()))
        at_ += is_continuation() ? 2 : 1;
      if (at_ == line_.size()) return words;
      Word word;
      word.start = at_;
      word.is_operator = ends_command(line_[at_]) || line_[at_] == '(' || line_[at_] == ')';
      if (ends_command(line_[at_])) {
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

  std::string plain() {
    std::string text;
    char quote = 0;
    int open = 0;  // parentheses: "-j$(nproc --all)" is one word
    for (; at_ < line_.size(); ++at_) {
      const char c = line_[at_];
      const bool is_bare = quote == 0 && open == 0;
      if (is_bare && (is_blank(c) || ends_command(c) || c == ')' || is_continuation())) break;
      if (quote == 0 && (c == '(' || c == ')')) open += c == '(' ? 1 : -1;
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (c == '\\' && quote != '\'' && at_ + 1 < line_.size()) {
        text += line_[++at_];
      } else {
        text += c;
      }
    }
    return text;
  }

  std::string_view line_;
  std::size_t at_ = 0;
};

bool is_cargo(const std::string& word) {
  const std::string name = word.substr(word.rfind('/') + 1);
  return name == "cargo" || name == "cargo.exe" || name == "cross";
}

std::optional<std::pair<std::string, std::string>> assignment(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  const bool is_name =
      std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals), text::is_word);
  if (!is_name || text::is_digit(word[0])) return std::nullopt;
  return std::pair(word.substr(0, equals), word.substr(equals + 1));
}

struct Alias {
  std::string_view name;
  std::string_view subcommand;
};
constexpr std::array<Alias, 6> kAliases = {
    {{"b", "build"}, {"c", "check"}, {"d", "doc"}, {"r", "run"}, {"t", "test"}, {"rm", "remove"}}};

// Options of cargo itself that take a value in the next word.
bool takes_value(const std::string& option) {
  constexpr std::array<std::string_view, 5> kOptions = {"--config", "-Z", "-C", "--color",
                                                        "--manifest-path"};
  return std::find(kOptions.begin(), kOptions.end(), option) != kOptions.end();
}

// U1: one profile for the whole invocation.
std::string profile_of(const Command& command) {
  std::string profile = "dev";
  if (command.subcommand == "test" || command.subcommand == "nextest") profile = "test";
  if (command.subcommand == "bench") profile = "bench";
  if (command.subcommand == "install") profile = "release";
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    const std::string& word = command.words[i];
    if (word == "--") break;
    const std::string* next = i + 1 < command.words.size() ? &command.words[i + 1] : nullptr;
    if (word == "--release" || word == "-r") profile = "release";
    if (word == "--debug" && command.subcommand == "install") profile = "dev";
    for (const std::string_view option : {"--profile", "--cargo-profile"}) {
      if (option == "--profile" && command.subcommand == "nextest")
        continue;  // nextest's own profiles
      if (word == option && next != nullptr) profile = *next;
      if (word.starts_with(std::string(option) + "=")) profile = word.substr(option.size() + 1);
    }
  }
  return profile;
}

// The word that is cargo, or the number of words. One that nothing follows is a mere name ("cd
// src/cargo && cargo test") where there is another.
std::size_t find_cargo(const std::vector<Word>& words) {
  std::size_t found = words.size();
  for (std::size_t i = words.size(); i-- > 0;) {
    if (!is_cargo(words[i].text)) continue;
    const bool is_alone = i + 1 == words.size() || words[i + 1].is_operator;
    if (!is_alone || found == words.size()) found = i;
  }
  return found;
}

// What is assigned in front of word number `end`: in the same command, or exported before it.
std::map<std::string, std::string> assignments(const std::vector<Word>& words, std::size_t end) {
  std::map<std::string, std::string> exported;
  std::map<std::string, std::string> found;
  bool is_export = false;
  for (std::size_t i = 0; i < end; ++i) {
    const std::string& word = words[i].text;
    if (words[i].is_operator) found = exported;
    if (words[i].is_operator) is_export = false;
    if (word == "export") is_export = true;
    const auto pair = assignment(word);
    if (!pair) continue;
    found.insert_or_assign(pair->first, pair->second);
    if (is_export) exported.insert_or_assign(pair->first, pair->second);
  }
  return found;
}

}  // namespace

std::optional<Command> parse_command(std::string_view line) {
  const std::vector<Word> words = Splitter(line).words();
  const std::size_t first = find_cargo(words);
  if (first == words.size()) {
    for (const Word& word : words) {
      const bool is_inner =
          word.text.size() < line.size() && word.text.find(' ') != std::string::npos;
      if (is_inner && word.text.find("cargo") != std::string::npos) return parse_command(word.text);
    }
    return std::nullopt;
  }

  Command command;
  command.environment = assignments(words, first);
  command.lead = line.substr(0, words[first].start);
  std::size_t behind = words[first].end;
  bool is_option_value = false;
  for (std::size_t i = first; i < words.size() && !words[i].is_operator; ++i) {
    const std::string& word = words[i].text;
    if (i == first + 1 && word.starts_with('+')) {
      command.toolchain = word.substr(1);
      behind = words[i].end;
      continue;
    }
    command.words.push_back(word);
    if (i == first || !command.subcommand.empty()) continue;
    if (!is_option_value && !word.starts_with('-')) {
      command.subcommand = word;
      behind = words[i].end;
    }
    is_option_value = takes_value(word);
  }
  for (const Alias& alias : kAliases) {
    if (command.subcommand == alias.name) command.subcommand = alias.subcommand;
  }
  command.prefix = line.substr(0, behind);
  command.suffix = line.substr(behind);
  command.profile = profile_of(command);
  return command;
}

std::vector<std::string> shell_words(std::string_view line) {
  std::vector<std::string> texts;
  for (Word& word : Splitter(line).words()) texts.push_back(std::move(word.text));
  return texts;
}

std::string with_arguments(const Command& command, const std::vector<std::string>& quoted_words) {
  // nextest takes cargo's options behind its own subcommand "run".
  std::string out = command.prefix;
  std::string suffix = command.suffix;
  if (command.subcommand == "nextest") {
    const std::size_t word = suffix.find_first_not_of(' ');
    const std::size_t end =
        word == std::string::npos ? suffix.size() : std::min(suffix.find(' ', word), suffix.size());
    out += suffix.substr(0, end);
    suffix.erase(0, end);
  }
  for (const std::string& word : quoted_words) out += " " + word;
  return out + suffix;
}

std::string with_environment(const Command& command,
                             const std::map<std::string, std::string>& variables) {
  std::string out = command.lead + "env ";
  for (const auto& [name, value] : variables) out += name + "=" + shell_quote(value) + " ";
  return out + command.prefix.substr(command.lead.size()) + command.suffix;
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
