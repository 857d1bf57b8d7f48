#include "cargo/surroundings.h"

#include <algorithm>

#include "cargo/shell_line.h"

namespace doctor::cargo {
namespace {

bool is_operator(const std::string& word) {
  return word.find_first_not_of(";&|\n") == std::string::npos;
}

// Programs that run a command in an environment of their own.
std::string shell_of(const std::vector<std::string>& words, std::size_t i) {
  const std::string next = i + 1 < words.size() ? words[i + 1] : "";
  if (words[i] == "nix" && (next == "develop" || next == "shell" || next == "run")) {
    return "nix " + next;
  }
  for (const char* name : {"nix-shell", "direnv", "devenv", "docker", "podman", "distrobox"}) {
    if (words[i] == name) return name;
  }
  return "";
}

}  // namespace

Surroundings read_surroundings(std::string_view lead) {
  std::vector<std::string> words;
  for (ShellWord& word : split_shell_line(lead)) {
    if (!word.is_redirection) words.push_back(std::move(word.text));
  }
  Surroundings out;
  std::vector<Surroundings> outer;  // of open parentheses
  std::string program;              // of the simple command being read
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool has_next = i + 1 < words.size() && !is_operator(words[i + 1]);
    if (word == "(") outer.push_back(out);
    if (word == ")" && !outer.empty()) {
      out = outer.back();
      outer.pop_back();
    }
    if (word == "(" || word == ")" || is_operator(word)) {
      program.clear();
      continue;
    }
    const std::string shell = shell_of(words, i);
    if (!shell.empty()) out.shell = shell;
    if (word == "cd" || word == "pushd" || word == "env" || word == "unset") {
      program = word;
    } else if ((program == "cd" || program == "pushd") && word[0] != '-') {
      out.folders.push_back(word);
      program.clear();
    } else if (program == "unset" && word[0] != '-') {
      out.unset.push_back(word);
    } else if (program == "env" && (word == "-u" || word == "--unset") && has_next) {
      out.unset.push_back(words[++i]);
    } else if (program == "env" && word.starts_with("--unset=")) {
      out.unset.push_back(word.substr(8));
    } else if (program == "env" && (word == "-C" || word == "--chdir") && has_next) {
      out.folders.push_back(words[++i]);
    } else if (program == "env" && word.starts_with("--chdir=")) {
      out.folders.push_back(word.substr(8));
    } else if (program == "env" &&
               (word == "-i" || word == "-" || word == "--ignore-environment")) {
      out.is_clean = true;
    }
  }
  return out;
}

Environment inner_environment(const Environment& outer, const Surroundings& surroundings,
                              const Environment& assigned) {
  Environment inner;
  if (!surroundings.is_clean) inner = outer;
  for (const std::string& name : surroundings.unset) inner.erase(name);
  for (const auto& [name, value] : assigned) inner.insert_or_assign(name, value);
  return inner;
}

}  // namespace doctor::cargo
