#include "cargo/usage.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "cargo/arguments.h"
#include "cargo/options.h"

namespace doctor::cargo {
namespace {

// Options that cargo takes once.
constexpr std::array<std::string_view, 5> kOnce = {"--profile", "--release", "--manifest-path",
                                                   "--target-dir", "--jobs"};

// Flags behind which a word is no value of theirs.
constexpr std::array<std::string_view, 20> kFlags = {"--release",
                                                     "-r",
                                                     "--lib",
                                                     "--bins",
                                                     "--tests",
                                                     "--examples",
                                                     "--benches",
                                                     "--all",
                                                     "--locked",
                                                     "--offline",
                                                     "--frozen",
                                                     "--verbose",
                                                     "--quiet",
                                                     "-v",
                                                     "-q",
                                                     "--keep-going",
                                                     "--all-features",
                                                     "--no-default-features",
                                                     "--workspace",
                                                     "--all-targets"};

std::string long_name(const Option& option) {
  if (is_release_option(option)) return "--release";
  return option.name == "-j" ? "--jobs" : option.name;
}

bool takes_no_words(const std::string& subcommand) {
  for (const std::string_view name : {"build", "check", "doc", "rustc", "rustdoc", "fix"}) {
    if (subcommand == name) return true;
  }
  return false;
}

Refusal misuse(std::string message, const std::string& option = "") {
  return {ErrorClass::kOther, std::move(message),
          option.empty() ? Origin() : argument_origin(option)};
}

}  // namespace

std::optional<Refusal> check_usage(const std::vector<std::string>& words) {
  const Arguments arguments = read_arguments(words);
  const Action action = action_of(arguments.subcommand);
  if (action == Action::kNothing || action == Action::kUnknown) return std::nullopt;
  const std::size_t subcommand = subcommand_index(words);
  std::map<std::string, std::size_t> count;
  bool is_certain = true;  // whether a plain word may not be the value of an option
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    const bool is_option = words[i].starts_with('-') && words[i].size() > 1;
    if (!is_option) {
      const bool is_extra = i > subcommand && is_certain && takes_no_words(arguments.subcommand);
      if (!is_extra) continue;
      return misuse("`cargo " + arguments.subcommand + "` takes no `" + text::clip(words[i], 60) +
                    "`: an option such as -p is missing in front of it");
    }
    const Option option = read_option(words, i);
    if (takes_value(option) && !option.has_value) {
      return misuse("`" + option.name + "` needs a value", option.name);
    }
    const std::string name = long_name(option);
    const auto uses = static_cast<std::size_t>(
        name == option.name || option.name.starts_with("--")
            ? 1
            : std::max<std::ptrdiff_t>(1, std::count(option.name.begin(), option.name.end(), 'r')));
    count[name] += uses;
    const bool is_once = std::find(kOnce.begin(), kOnce.end(), name) != kOnce.end();
    if (is_once && count[name] > 1) {
      return misuse("the argument `" + name + "` cannot be used multiple times", name);
    }
    is_certain &=
        option.has_value || std::find(kFlags.begin(), kFlags.end(), option.name) != kFlags.end();
  }
  if (!arguments.excluded.empty() && !arguments.is_workspace) {
    return misuse("`--exclude` can only be used together with `--workspace`", "--exclude");
  }
  return std::nullopt;
}

}  // namespace doctor::cargo
