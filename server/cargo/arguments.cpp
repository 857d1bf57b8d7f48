#include "cargo/arguments.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/similar.h"
#include "base/text.h"
#include "cargo/options.h"
#include "cargo/profile.h"

namespace doctor::cargo {
namespace {

struct Known {
  std::string_view name;
  Action action;
};
constexpr std::array<Known, 39> kSubcommands = {{
    {"build", Action::kBuild},
    {"check", Action::kCheck},
    {"test", Action::kTest},
    {"bench", Action::kTest},
    {"run", Action::kBuild},
    {"rustc", Action::kBuild},
    {"doc", Action::kDoc},
    {"rustdoc", Action::kDoc},
    {"clippy", Action::kCheck},
    {"fix", Action::kCheck},
    {"install", Action::kBuild},
    {"nextest", Action::kTest},
    {"clean", Action::kNothing},
    {"metadata", Action::kNothing},
    {"tree", Action::kNothing},
    {"update", Action::kNothing},
    {"fetch", Action::kNothing},
    {"package", Action::kNothing},
    {"publish", Action::kNothing},
    {"config", Action::kNothing},
    {"add", Action::kNothing},
    {"remove", Action::kNothing},
    {"new", Action::kNothing},
    {"init", Action::kNothing},
    {"search", Action::kNothing},
    {"vendor", Action::kNothing},
    {"generate-lockfile", Action::kNothing},
    {"locate-project", Action::kNothing},
    {"pkgid", Action::kNothing},
    {"version", Action::kNothing},
    {"help", Action::kNothing},
    {"login", Action::kNothing},
    {"logout", Action::kNothing},
    {"owner", Action::kNothing},
    {"yank", Action::kNothing},
    {"info", Action::kNothing},
    {"report", Action::kNothing},
    {"uninstall", Action::kNothing},
    {"fmt", Action::kNothing},
}};
// Commands that are programs of their own: an alias of that name wins over them.
constexpr std::array<std::string_view, 3> kPrograms = {"clippy", "nextest", "fmt"};

struct Short {
  std::string_view name;
  std::string_view subcommand;
};
constexpr std::array<Short, 6> kShort = {
    {{"b", "build"}, {"c", "check"}, {"d", "doc"}, {"r", "run"}, {"t", "test"}, {"rm", "remove"}}};

struct Choosing {
  TargetKind kind;
  std::string_view all;
  std::string_view one;
};
constexpr std::array<Choosing, 4> kChoosing = {{{TargetKind::kBinary, "--bins", "--bin"},
                                                {TargetKind::kExample, "--examples", "--example"},
                                                {TargetKind::kTest, "--tests", "--test"},
                                                {TargetKind::kBench, "--benches", "--bench"}}};

void apply(const Option& option, Arguments& out) {
  const auto is = [&](std::string_view a, std::string_view b = "") {
    return option.name == a || (!b.empty() && option.name == b);
  };
  const bool is_nextest = out.subcommand == "nextest";
  if (is("--config")) out.config.push_back(option.value);
  if (is("-Z")) out.unstable.push_back(option.value);
  if (is("-C")) out.folder = option.value;
  if (is("--manifest-path")) out.manifest_path = option.value;
  if (is("--path")) out.install_path = option.value;
  if (is("-p", "--package") && option.has_value) out.packages.push_back(option.value);
  if (is("--exclude")) out.excluded.push_back(option.value);
  if (is("--target")) out.targets.push_back(option.value);
  if (is("--all-features")) out.has_all_features = true;
  if (is("--no-default-features")) out.is_without_defaults = true;
  if (is("--features", "-F")) {
    for (const std::string_view part : text::split(option.value, ',')) {
      for (const std::string_view name : text::split(part, ' ')) {
        if (!name.empty()) out.features.emplace_back(name);
      }
    }
  }
  if (is("--workspace", "--all")) out.is_workspace = true;
  if (is(is_nextest ? "--cargo-profile" : "--profile")) out.profile = option.value;
  if (is_release_option(option)) out.is_release = true;
  if (is("--debug")) out.is_debug = true;
  if (is("--lib") || is("--doc")) out.choice.all.insert(TargetKind::kLibrary);
  for (const Choosing& choosing : kChoosing) {
    if (is(choosing.all) || is("--all-targets")) out.choice.all.insert(choosing.kind);
    if (is(choosing.one)) out.choice.names[choosing.kind].push_back(option.value);
  }
  if (is("--all-targets")) out.choice.all.insert(TargetKind::kLibrary);
}

bool is_known(const std::string& subcommand) {
  const auto has_name = [&](const Known& known) { return known.name == subcommand; };
  const bool is_program =
      std::find(kPrograms.begin(), kPrograms.end(), subcommand) != kPrograms.end();
  return !is_program && std::any_of(kSubcommands.begin(), kSubcommands.end(), has_name);
}

}  // namespace

std::size_t subcommand_index(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with('-')) return i;
    read_option(words, i);
  }
  return words.size();
}

Arguments read_arguments(const std::vector<std::string>& words) {
  Arguments out;
  std::vector<std::string> front_config;  // given up where one stands behind the subcommand
  std::vector<std::string> front_unstable;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--") {
      out.behind.assign(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
      break;
    }
    if (words[i].starts_with('-') && words[i].size() > 1) {
      apply(read_option(words, i), out);
    } else if (out.subcommand.empty()) {
      out.subcommand = words[i];
      for (const Short& known : kShort) {
        if (known.name == words[i]) out.subcommand = known.subcommand;
      }
      front_config = std::exchange(out.config, {});
      front_unstable = std::exchange(out.unstable, {});
    } else if (out.subcommand == "run") {
      break;  // the rest belongs to the program
    }
  }
  if (out.config.empty()) out.config = std::move(front_config);
  if (out.unstable.empty()) out.unstable = std::move(front_unstable);
  return out;
}

Arguments read_arguments(const Expanded& expanded) {
  Arguments out = read_arguments(expanded.words);
  const Arguments outer = read_arguments(expanded.outer);
  out.config.insert(out.config.begin(), outer.config.begin(), outer.config.end());
  out.unstable.insert(out.unstable.begin(), outer.unstable.begin(), outer.unstable.end());
  if (out.folder.empty()) out.folder = outer.folder;
  return out;
}

std::vector<std::string> without_options(const std::vector<std::string>& words,
                                         const std::vector<std::string>& names) {
  std::vector<std::string> out;
  std::size_t i = 0;
  for (; i < words.size() && words[i] != "--"; ++i) {
    const std::size_t first = i;
    const Option option = read_option(words, i);
    if (std::find(names.begin(), names.end(), option.name) != names.end()) continue;
    out.insert(out.end(), words.begin() + static_cast<std::ptrdiff_t>(first),
               words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
  out.insert(out.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
  return out;
}

Outcome<Expanded> expand_alias(const std::vector<std::string>& words, const Config& config) {
  std::vector<std::string> current = words;
  std::vector<std::string> outer;
  std::vector<std::string> visited;
  while (true) {
    const std::size_t at = subcommand_index(current);
    if (at == current.size() || is_known(current[at])) return Expanded{current, outer};
    const std::string name = current[at];
    auto meaning = config.words({"alias", name}, "CARGO_ALIAS_" + variable_part(name));
    if (!meaning.ok()) return meaning.problem();
    const auto variable = config.environment().find("CARGO_ALIAS_" + variable_part(name));
    std::vector<std::string> replacement;
    const ConfigValue* value = config.find({"alias", name});
    const bool is_list = value != nullptr && value->kind == toml::Kind::kArray;
    for (const Choice& word : meaning.value()) {
      // The variable replaces a text and extends a list.
      const bool is_beaten = variable != config.environment().end() && !is_list &&
                             word.origin.name.starts_with("env:") == false;
      if (!is_beaten) replacement.push_back(word.value);
    }
    if (replacement.empty()) {
      const auto known = std::find_if(kShort.begin(), kShort.end(),
                                      [&](const Short& s) { return s.name == name; });
      if (known == kShort.end()) return Expanded{current, outer};
      replacement.emplace_back(known->subcommand);  // a short name is an alias that cargo brings
    }
    if (std::find(visited.begin(), visited.end(), name) != visited.end()) {
      return Refusal{ErrorClass::kOther, "alias `" + name + "` leads back to itself",
                     meaning.value().empty() ? Origin() : meaning.value().front().origin};
    }
    // What is in front of an inner alias is lost.
    const auto place = current.begin() + static_cast<std::ptrdiff_t>(at);
    if (visited.empty()) outer.assign(current.begin(), place);
    visited.push_back(name);
    replacement.insert(replacement.end(), place + 1, current.end());
    current = std::move(replacement);
  }
}

bool means_tests(const Arguments& arguments) {
  const std::string& command = arguments.subcommand;
  const std::string& profile = arguments.profile;
  if (profile == "bench") return command == "rustc";
  return profile == "test" && (command == "check" || command == "fix" || command == "rustc");
}

bool builds_tests(const Arguments& arguments) {
  const TargetChoice& choice = arguments.choice;
  const auto is_chosen = [&](TargetKind kind) {
    return choice.all.contains(kind) || choice.names.contains(kind);
  };
  return means_tests(arguments) || action_of(arguments.subcommand) == Action::kTest ||
         is_chosen(TargetKind::kExample) || is_chosen(TargetKind::kTest) ||
         is_chosen(TargetKind::kBench);
}

Outcome<std::string> requested_profile(const Arguments& arguments) {
  const std::string& command = arguments.subcommand;
  const std::string& asked = arguments.profile;
  const Origin origin = argument_origin("--profile");
  // Legacy names, which --release may stand beside.
  if (command == "rustc" && asked == "check") return std::string("dev");
  const bool is_legacy =
      (command == "rustc" && (asked == "dev" || asked == "test" || asked == "bench")) ||
      ((command == "check" || command == "fix") && asked == "test");
  if (is_legacy) return asked;
  if (!asked.empty()) {
    if (arguments.is_release) {
      return Refusal{ErrorClass::kOther,
                     "the argument `--release` cannot be used with `--profile " + asked + "`",
                     origin};
    }
    if (asked == "doc") {
      return Refusal{ErrorClass::kProfileReserved,
                     "profile `doc` is reserved and not allowed to be explicitly specified",
                     origin};
    }
    if (auto refusal = check_profile_name(asked, origin)) return *std::move(refusal);
    return asked;
  }
  if (arguments.is_release && command == "bench") {
    return Refusal{ErrorClass::kOther,
                   "`cargo bench` has no `--release`; it uses the profile `bench`",
                   argument_origin("--release")};
  }
  if (arguments.is_release) return std::string("release");
  if (command == "test" || command == "nextest") return std::string("test");
  if (command == "bench") return std::string("bench");
  if (command == "install") return std::string(arguments.is_debug ? "dev" : "release");
  return std::string("dev");
}

Action action_of(const std::string& subcommand) {
  for (const Known& known : kSubcommands) {
    if (known.name == subcommand) return known.action;
  }
  return Action::kUnknown;
}

std::string closest_subcommand(const std::string& subcommand) {
  std::vector<std::string_view> names;
  for (const Known& known : kSubcommands) names.push_back(known.name);
  return closest(subcommand, names);
}

}  // namespace doctor::cargo
