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
};

// Words of a shell command line; quotes and backslashes are resolved, operators such as && are words.
std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  std::size_t i = 0;
  while (i < line.size()) {
    if (line[i] == ' ' || line[i] == '\t' || line[i] == '\n') {
      ++i;
      continue;
    }
    Word word;
    word.start = i;
    if (line[i] == ';' || line[i] == '&' || line[i] == '|') {
      while (i < line.size() && (line[i] == ';' || line[i] == '&' || line[i] == '|')) word.text += line[i++];
    } else {
      char quote = 0;
      for (; i < line.size(); ++i) {
        const char c = line[i];
        if (quote == 0 && (c == ' ' || c == '\t' || c == '\n' || c == ';' || c == '&' || c == '|')) break;
        if (quote == 0 && (c == '\'' || c == '"')) {
          quote = c;
        } else if (c == quote) {
          quote = 0;
        } else if (c == '\\' && quote != '\'' && i + 1 < line.size()) {
          word.text += line[++i];
        } else {
          word.text += c;
        }
      }
    }
    word.end = i;
    words.push_back(std::move(word));
  }
  return words;
}

bool is_operator(const std::string& word) { return word.find_first_not_of(";&|") == std::string::npos; }

bool is_cargo(const std::string& word) {
  const std::string name = word.substr(word.rfind('/') + 1);
  return name == "cargo" || name == "cargo.exe" || name == "cross";
}

std::optional<std::pair<std::string, std::string>> assignment(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  const bool is_name = std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals), text::is_word);
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
  constexpr std::array<std::string_view, 5> kOptions = {"--config", "-Z", "-C", "--color", "--manifest-path"};
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
      if (option == "--profile" && command.subcommand == "nextest") continue;  // nextest's own profiles
      if (word == option && next != nullptr) profile = *next;
      if (word.starts_with(std::string(option) + "=")) profile = word.substr(option.size() + 1);
    }
  }
  return profile;
}

}  // namespace

std::optional<Command> parse_command(std::string_view line) {
  const std::vector<Word> words = words_of(line);
  std::size_t first = 0;
  while (first < words.size() && !is_cargo(words[first].text)) ++first;
  if (first == words.size()) return std::nullopt;

  Command command;
  for (std::size_t i = 0; i < first; ++i) {
    if (is_operator(words[i].text)) command.environment.clear();
    if (auto pair = assignment(words[i].text)) command.environment.insert_or_assign(pair->first, pair->second);
  }
  command.prefix = line.substr(0, words[first].start);
  std::size_t behind = words[first].end;
  bool is_option_value = false;
  for (std::size_t i = first; i < words.size() && !is_operator(words[i].text); ++i) {
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

std::string with_arguments(const Command& command, const std::vector<std::string>& quoted_words) {
  // nextest takes cargo's options behind its own subcommand "run".
  std::string out = command.prefix;
  std::string suffix = command.suffix;
  if (command.subcommand == "nextest") {
    const std::size_t word = suffix.find_first_not_of(' ');
    const std::size_t end = word == std::string::npos ? suffix.size() : std::min(suffix.find(' ', word), suffix.size());
    out += suffix.substr(0, end);
    suffix.erase(0, end);
  }
  for (const std::string& word : quoted_words) out += " " + word;
  return out + suffix;
}

std::string shell_quote(std::string_view word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=./:,+@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos) return std::string(word);
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace doctor::cargo
