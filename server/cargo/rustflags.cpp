#include "cargo/rustflags.h"

#include "base/text.h"

namespace doctor::cargo {
namespace {

// Words of RUSTFLAGS (separated by spaces) or CARGO_ENCODED_RUSTFLAGS (by 0x1f).
std::vector<Choice> variable_words(const std::string& name, const std::string& value) {
  std::vector<Choice> words;
  for (const std::string_view word : text::split(value, name == "RUSTFLAGS" ? ' ' : '\x1f')) {
    const std::string_view trimmed = text::trim(word);
    if (!trimmed.empty()) words.push_back({std::string(trimmed), variable_origin(name)});
  }
  return words;
}

// R3: the triple's own table, then matching cfg tables in the order of their text.
Outcome<std::vector<Choice>> target_words(const Config& config, const std::string& triple,
                                          const Platform* platform, Findings& findings) {
  auto words = config.words({"target", triple, "rustflags"},
                            "CARGO_TARGET_" + variable_part(triple) + "_RUSTFLAGS");
  const ConfigValue* tables = config.find({"target"});
  if (!words.ok() || tables == nullptr || platform == nullptr) return words;
  for (const auto& [key, table] : tables->members) {
    if (!key.starts_with("cfg(")) continue;
    const ConfigValue* flags = table.find({"rustflags"});
    if (flags == nullptr) continue;
    const Platform::Match match = platform->matches(key);
    if (match == Platform::Match::kUnknown) {
      findings.note(flags->origin, "`" + key +
                                       "` cannot be decided from the target alone; its "
                                       "rustflags are left out here");
    }
    if (match != Platform::Match::kYes) continue;
    auto more = config.words({"target", key, "rustflags"}, "");
    if (!more.ok()) return more;
    words.value().insert(words.value().end(), more.value().begin(), more.value().end());
  }
  return words;
}

// Without a platform no cfg table counts.
Outcome<std::vector<Choice>> flag_words(const Config& config, const std::string& triple,
                                        const Platform* platform, Findings& findings) {
  for (const char* name : {"CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"}) {
    const auto entry = config.environment().find(name);
    if (entry != config.environment().end()) return variable_words(name, entry->second);
  }
  auto words = target_words(config, triple, platform, findings);
  if (!words.ok() || !words.value().empty()) return words;
  return config.words({"build", "rustflags"}, "CARGO_BUILD_RUSTFLAGS");
}

// The targets of the call: --target, else build.target.
Outcome<std::vector<std::string>> targets_of(const Config& config, const Arguments& arguments) {
  if (!arguments.targets.empty()) return arguments.targets;
  const auto entry = config.environment().find("CARGO_BUILD_TARGET");
  if (entry != config.environment().end()) return std::vector<std::string>{entry->second};
  auto words = config.words({"build", "target"}, "");
  if (!words.ok()) return words.problem();
  std::vector<std::string> targets;
  for (const Choice& word : words.value()) targets.push_back(word.value);
  return targets;
}

}  // namespace

Setting last_backend(const std::vector<Choice>& words) {
  Setting found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view flag = words[i].value;
    if (flag == "-Z" && i + 1 < words.size()) {
      flag = words[++i].value;
    } else if (flag.starts_with("-Z")) {
      flag.remove_prefix(2);
    } else {
      continue;
    }
    const bool is_backend =
        flag.starts_with("codegen-backend=") || flag.starts_with("codegen_backend=");
    if (!is_backend) continue;
    found.put_over({std::string(flag.substr(flag.find('=') + 1)), words[i].origin, {}});
  }
  return found;
}

Outcome<Rustflags> find_rustflags(const Config& config, const Arguments& arguments,
                                  const Platform& host, Findings& findings) {
  const auto targets = targets_of(config, arguments);
  if (!targets.ok()) return targets.problem();
  const bool has_target = !targets.value().empty();
  std::string triple = has_target ? targets.value().front() : host.triple();
  if (triple == "host-tuple") triple = host.triple();
  if (targets.value().size() > 1) {
    findings.note(argument_origin("--target"),
                  "several targets: the rustflags shown are those of " + triple);
  }
  // Flags may set names that cfg tables ask for, but those of cfg tables do not.
  const auto base = flag_words(config, triple, nullptr, findings);
  if (!base.ok()) return base.problem();
  const Platform platform(triple, base.value());
  const auto words = flag_words(config, triple, &platform, findings);
  if (!words.ok()) return words.problem();
  for (const Choice& word : words.value()) {
    if (word.value.starts_with('@')) {
      findings.note(word.origin, "`" + word.value + "` is a file of flags that is not looked into");
    }
  }
  Rustflags flags;
  flags.target = last_backend(words.value());
  if (!has_target) flags.host = flags.target;
  flags.words = words.value();
  flags.triple = triple;
  flags.has_target = has_target;
  return flags;
}

}  // namespace doctor::cargo
