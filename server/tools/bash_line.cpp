#include "tools/bash_line.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "cargo/shell_line.h"

namespace doctor::tools {
namespace {

using Words = std::vector<std::string>;

// Programs that build or start a build; what they print is worth a look.
constexpr std::string_view kBuilders[] = {
    "cargo",       "cross",         "rustc",          "rustdoc",      "rustup",    "clippy-driver",
    "nix",         "nix-build",     "nix-shell",      "nom",          "nom-build", "nom-shell",
    "nom-develop", "nixos-rebuild", "darwin-rebuild", "home-manager", "colmena",   "nh",
    "make",        "gmake",         "just",           "ninja",        "cmake",     "meson",
    "task",        "bacon",         "trunk",          "wasm-pack",    "maturin",   "dx",
    "bazel",       "buck2",         "devenv",         "pre-commit",   "prek",      "lefthook"};

// Programs that show, move or count things. What they print may well quote an error of long ago.
constexpr std::string_view kQuiet[] = {
    ":",      "[",       "alias", "awk",      "basename", "bat",    "break",   "cat",
    "cd",     "chmod",   "cmp",   "comm",     "continue", "cp",     "curl",    "cut",
    "date",   "declare", "df",    "diff",     "dirname",  "done",   "du",      "echo",
    "egrep",  "esac",    "exit",  "export",   "false",    "fd",     "fgrep",   "fi",
    "file",   "find",    "for",   "git",      "grep",     "head",   "hexdump", "id",
    "jq",     "kill",    "less",  "ln",       "local",    "ls",     "lsof",    "mkdir",
    "mktemp", "more",    "mv",    "nl",       "patch",    "pgrep",  "popd",    "printf",
    "ps",     "pushd",   "pwd",   "readlink", "realpath", "return", "rg",      "rm",
    "rmdir",  "sed",     "seq",   "set",      "sleep",    "sort",   "stat",    "tail",
    "tee",    "test",    "touch", "tr",       "tree",     "true",   "type",    "ulimit",
    "umask",  "uname",   "uniq",  "unset",    "wc",       "wget",   "which",   "whoami",
    "xxd",    "yq"};

// Of git these run the project's hooks, and hooks run builds.
constexpr std::string_view kHooked[] = {"commit", "push", "merge", "rebase", "cherry-pick", "am"};

// Shell words in front of a command.
constexpr std::string_view kKeywords[] = {"!",    "{",  "}",     "if",    "then", "elif",
                                          "else", "do", "while", "until", "time"};

// Scripts inside scripts ("bash -c '…'") are read this deep.
constexpr int kMostNesting = 4;

template <typename Table>
bool is_in(const Table& table, std::string_view word) {
  return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

bool is_builder(std::string_view word) {
  const std::string_view name = word.substr(word.rfind('/') + 1);
  return is_in(kBuilders, name) || name.starts_with("cargo-");
}

bool is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  return equals != std::string_view::npos && equals > 0 &&
         std::all_of(word.begin(), word.begin() + equals, text::is_word);
}

bool is_script(std::string_view word) {
  return word.find_first_of(" \t\n") != std::string_view::npos;
}

// A command between two operators: its words, and the file that takes its messages, or "".
struct Simple {
  Words words;
  std::string file;
};

// The file of ">file", "2>file" or "&>file"; "" for other redirections, also for one that adds to
// what other commands wrote.
std::string redirected_to(std::string_view line, const cargo::ShellWord& word) {
  const std::string_view written = line.substr(word.start, word.end - word.start);
  for (const std::string_view sign : {">", "1>", "2>", "&>"}) {
    if (!written.starts_with(sign)) continue;
    const char next = written.size() > sign.size() ? written[sign.size()] : '&';
    return next == '&' || next == '>' || word.text == "/dev/null" ? "" : word.text;
  }
  return "";
}

BashLine read(std::string_view line, int nesting);

BashLine read_simple(const Simple& command, int nesting) {
  const Words& words = command.words;
  BashLine out;
  std::size_t first = 0;
  while (first < words.size() && (is_in(kKeywords, words[first]) || is_assignment(words[first])))
    ++first;
  if (first == words.size()) return out;
  const std::string& head = words[first];
  const bool runs_hooks =
      head == "git" && std::any_of(words.begin(), words.end(),
                                   [](const auto& word) { return is_in(kHooked, word); });
  if ((is_in(kQuiet, head) && !runs_hooks) || head.empty() || head[0] == '#') return out;
  out.activity = Activity::kOther;
  for (std::size_t i = first; i < words.size(); ++i) {
    if (is_builder(words[i])) out.activity = Activity::kBuild;
    if (i == first || !is_script(words[i]) || nesting == kMostNesting) continue;
    const BashLine inner = read(words[i], nesting + 1);
    out.activity = std::max(out.activity, inner.activity);
    out.is_filtered |= inner.is_filtered;
    if (!inner.kept_in.empty()) out.kept_in = inner.kept_in;
  }
  if (!command.file.empty()) out.kept_in = command.file;
  if (out.activity != Activity::kBuild) out.kept_in.clear();
  return out;
}

// What stands behind a pipe that starts at a build: "tee" copies, anything else filters.
void read_pipe_end(const Words& words, BashLine& out) {
  if (words[0] != "tee") {
    out.is_filtered = true;
    return;
  }
  const auto file = std::find_if(words.begin() + 1, words.end(),
                                 [](const std::string& word) { return !word.starts_with('-'); });
  const bool is_added = std::find(words.begin(), words.end(), "-a") != words.end();
  if (file != words.end() && !is_added) out.kept_in = *file;
}

BashLine read(std::string_view line, int nesting) {
  BashLine out;
  Activity before = Activity::kQuiet;  // of the pipe in front
  bool is_piped = false;
  Simple command;
  const auto end_command = [&](std::string_view joint) {
    if (!command.words.empty()) {
      const BashLine part = read_simple(command, nesting);
      if (is_piped && before == Activity::kBuild) read_pipe_end(command.words, out);
      out.activity = std::max(out.activity, part.activity);
      out.is_filtered |= part.is_filtered;
      if (!part.kept_in.empty()) out.kept_in = part.kept_in;
      before = is_piped ? std::max(before, part.activity) : part.activity;
    }
    is_piped = joint.starts_with('|') && joint != "||";
    command = {};
  };
  for (const cargo::ShellWord& word : cargo::split_shell_line(line)) {
    if (word.is_operator) {
      end_command(word.text);
    } else if (!word.is_redirection) {
      command.words.push_back(word.text);
    } else if (std::string file = redirected_to(line, word); !file.empty()) {
      command.file = std::move(file);
    }
  }
  end_command("");
  return out;
}

}  // namespace

BashLine read_bash_line(std::string_view line) {
  return read(line, 0);
}

std::string expand_variables(std::string_view word,
                             const std::function<std::string(const std::string& name)>& value) {
  std::string out;
  if (word == "~" || word.starts_with("~/")) {
    out = value("HOME");
    word.remove_prefix(1);
  }
  while (!word.empty()) {
    const std::size_t dollar = word.find('$');
    out += word.substr(0, dollar);
    if (dollar == std::string_view::npos) break;
    word.remove_prefix(dollar + 1);
    const bool is_braced = word.starts_with('{');
    if (is_braced) word.remove_prefix(1);
    const std::size_t length = static_cast<std::size_t>(
        std::find_if_not(word.begin(), word.end(), text::is_word) - word.begin());
    std::string content = value(std::string(word.substr(0, length)));
    word.remove_prefix(length);
    if (!is_braced) {
      out += content;
      continue;
    }
    const std::size_t close = std::min(word.find('}'), word.size());
    if (content.empty() && word.starts_with(":-")) content = word.substr(2, close - 2);
    out += content;
    word.remove_prefix(std::min(close + 1, word.size()));
  }
  return out;
}

}  // namespace doctor::tools
