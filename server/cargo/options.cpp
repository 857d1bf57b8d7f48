#include "cargo/options.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace doctor::cargo {
namespace {

// Options whose value is the next word unless it is joined with "=" (or, for one letter, directly).
constexpr std::array<std::string_view, 39> kWithValue = {"--config",
                                                         "-Z",
                                                         "-C",
                                                         "--color",
                                                         "--manifest-path",
                                                         "-p",
                                                         "--package",
                                                         "--exclude",
                                                         "--target",
                                                         "--profile",
                                                         "--features",
                                                         "-F",
                                                         "--bin",
                                                         "--example",
                                                         "--test",
                                                         "--bench",
                                                         "--target-dir",
                                                         "--message-format",
                                                         "-j",
                                                         "--jobs",
                                                         "--path",
                                                         "--git",
                                                         "--branch",
                                                         "--tag",
                                                         "--rev",
                                                         "--root",
                                                         "--registry",
                                                         "--index",
                                                         "--version",
                                                         "--lockfile-path",
                                                         "--artifact-dir",
                                                         "--out-dir",
                                                         "--cargo-profile",
                                                         "-E",
                                                         "--filter-expr",
                                                         "--crate-type",
                                                         "--print",
                                                         "--partition",
                                                         "--test-threads"};

}  // namespace

Option read_option(const std::vector<std::string>& words, std::size_t& i) {
  const std::string& word = words[i];
  const bool is_long = word.starts_with("--");
  const std::size_t equals = word.find('=');
  Option option{word, "", false};
  if (is_long && equals != std::string::npos) {
    option = {word.substr(0, equals), word.substr(equals + 1), true};
  } else if (!is_long && word.size() > 2) {
    const std::string letter = word.substr(0, 2);
    if (std::find(kWithValue.begin(), kWithValue.end(), letter) != kWithValue.end()) {
      const std::size_t from = word[2] == '=' ? 3 : 2;
      option = {letter, word.substr(from), true};
    }
  } else if (std::find(kWithValue.begin(), kWithValue.end(), word) != kWithValue.end() &&
             i + 1 < words.size()) {
    option = {word, words[++i], true};
  }
  return option;
}

bool is_release_option(const Option& option) {
  if (option.name == "--release" || option.name == "-r") return true;
  const bool is_bundle = option.name.size() > 2 && option.name[0] == '-' && option.name[1] != '-';
  return is_bundle && option.name.find_first_not_of("vqrn", 1) == std::string::npos &&
         option.name.find('r') != std::string::npos;
}

bool takes_value(const Option& option) {
  return std::find(kWithValue.begin(), kWithValue.end(), option.name) != kWithValue.end();
}

}  // namespace doctor::cargo
