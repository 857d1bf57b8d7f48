#include "cargo/command.h"

#include <algorithm>

#include "base/text.h"
#include "cargo/arguments.h"
#include "cargo/shell_line.h"

namespace doctor::cargo {
namespace {

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

// The word that is cargo, or the number of words. One that nothing follows is a mere name ("cd
// src/cargo && cargo test") where there is another.
std::size_t find_cargo(const std::vector<ShellWord>& words) {
  std::size_t found = words.size();
  for (std::size_t i = words.size(); i-- > 0;) {
    if (!is_cargo(words[i].text) || words[i].is_redirection) continue;
    const bool is_alone = i + 1 == words.size() || words[i + 1].is_operator;
    if (!is_alone || found == words.size()) found = i;
  }
  return found;
}

// What is assigned in front of word number `end`: in the same command, or exported before it.
std::map<std::string, std::string> assignments(const std::vector<ShellWord>& words,
                                               std::size_t end) {
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

// A call inside quotes runs with what stands in front of them.
std::optional<Command> parse_quoted(std::string_view line, const std::vector<ShellWord>& words,
                                    const ShellVariables* variables) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const ShellWord& word = words[i];
    const bool is_inner = word.text.size() < line.size() && word.text.find(' ') != word.text.npos;
    if (!is_inner || word.text.find("cargo") == std::string::npos) continue;
    std::optional<Command> command = parse_command(word.text, variables);
    if (!command) continue;
    const std::string before(line.substr(0, word.start));
    command->lead = before + "\n" + command->lead;
    command->environment.merge(assignments(words, i));
    command->quotes.push_back({before, std::string(line.substr(word.end))});
    return command;
  }
  return std::nullopt;
}

std::string in_quotes(const Command& command, std::string line) {
  for (const Command::Quotes& quotes : command.quotes) {
    line = quotes.before + shell_quote(line) + quotes.behind;
  }
  return line;
}

}  // namespace

std::optional<Command> parse_command(std::string_view line, const ShellVariables* variables) {
  const std::vector<ShellWord> words = split_shell_line(line, variables);
  const std::size_t first = find_cargo(words);
  if (first == words.size()) return parse_quoted(line, words, variables);

  Command command;
  command.line = line;
  command.environment = assignments(words, first);
  command.lead = line.substr(0, words[first].start);
  command.start = words[first].start;
  command.program_end = words[first].end;
  std::vector<std::string> arguments;
  std::vector<std::size_t> starts;
  std::vector<std::size_t> ends;
  for (std::size_t i = first + 1; i < words.size() && !words[i].is_operator; ++i) {
    if (words[i].is_redirection) continue;
    if (i == first + 1 && words[i].text.starts_with('+')) {
      command.toolchain = words[i].text.substr(1);
      command.program_end = words[i].end;
      continue;
    }
    arguments.push_back(words[i].text);
    starts.push_back(words[i].start);
    ends.push_back(words[i].end);
  }
  const Arguments read = read_arguments(arguments);
  command.subcommand = read.subcommand;
  const Outcome<std::string> profile = requested_profile(read);
  command.profile = profile.ok() ? profile.value() : "dev";
  const std::size_t at = subcommand_index(arguments);
  command.subcommand_start = at < starts.size() ? starts[at] : command.program_end;
  command.subcommand_end = at < ends.size() ? ends[at] : command.program_end;
  const std::vector<std::string> front(arguments.begin(),
                                       arguments.begin() + static_cast<std::ptrdiff_t>(at));
  command.has_front_config = !read_arguments(front).config.empty();
  // nextest takes cargo's options behind its own subcommand "run".
  if (command.subcommand == "nextest" && at + 1 < ends.size())
    command.subcommand_end = ends[at + 1];
  const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
  command.arguments_end =
      dashes == arguments.begin() ? command.program_end : ends[dashes - arguments.begin() - 1];
  command.words = {words[first].text};
  command.words.insert(command.words.end(), arguments.begin(), arguments.end());
  return command;
}

std::string with_arguments(const Command& command, const std::vector<std::string>& quoted_words,
                           ArgumentPlace place) {
  std::string added;
  for (const std::string& word : quoted_words) added += " " + word;
  const bool is_in_front = place == ArgumentPlace::kInFrontOfSubcommand &&
                           command.subcommand_start > command.program_end;
  if (is_in_front && !added.empty()) added = added.substr(1) + " ";
  const std::size_t at = is_in_front                      ? command.subcommand_start
                         : place == ArgumentPlace::kAtEnd ? command.arguments_end
                                                          : command.subcommand_end;
  return in_quotes(command, command.line.substr(0, at) + added + command.line.substr(at));
}

std::string with_environment(const Command& command,
                             const std::map<std::string, std::string>& variables) {
  std::string line = command.line.substr(0, command.start) + "env ";
  for (const auto& [name, value] : variables) line += name + "=" + shell_quote(value) + " ";
  return in_quotes(command, line + command.line.substr(command.start));
}

}  // namespace doctor::cargo
