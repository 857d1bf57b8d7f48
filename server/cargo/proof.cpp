#include "cargo/proof.h"

#include <algorithm>

#include "cargo/paths.h"
#include "cargo/shell_line.h"

namespace doctor::cargo {

std::string proof_command(const Resolution& resolution, const std::vector<std::string>& more) {
  const Action action = action_of(resolution.arguments.subcommand);
  const bool has_graph = action != Action::kNothing && action != Action::kUnknown &&
                         resolution.arguments.subcommand != "nextest" &&
                         resolution.toolchain.channel != Channel::kStable;
  if (!has_graph || resolution.root.empty()) return "";
  std::string cargo = "cargo";
  if (!resolution.plus.empty()) cargo += " " + resolution.plus;
  // Options in front of the subcommand are given up where one stands behind it, as -Z does here.
  std::vector<std::string> words = without_options(resolution.words, {"--config", "-Z"});
  words.erase(std::find(words.begin(), words.end(), "--"), words.end());
  const std::size_t at = subcommand_index(words);
  // `cargo run --unit-graph` panics; build has the same units.
  if (resolution.arguments.subcommand == "run") words[at] = "build";
  for (const std::string& setting : resolution.arguments.config)
    words.insert(words.end(), {"--config", setting});
  for (const std::string& feature : resolution.arguments.unstable)
    if (feature != "unstable-options") words.insert(words.end(), {"-Z", feature});
  words.insert(words.end(), more.begin(), more.end());
  for (const std::string& word : words) cargo += " " + shell_quote(word);
  std::string assigned;
  for (const auto& [name, value] : resolution.assigned) {
    assigned += name + "=" + shell_quote(value) + " ";
  }
  const std::string lock = join(parent(resolution.root), "Cargo.lock");
  return "cd " + shell_quote(resolution.start) + " && t=$(mktemp -d) && { cp " + shell_quote(lock) +
         " \"$t\" 2>/dev/null || :; } && " + assigned +
         "CARGO_RESOLVER_LOCKFILE_PATH=\"$t/Cargo.lock\" CARGO_CACHE_RUSTC_INFO=0 "
         "CARGO_NET_OFFLINE=true " +
         cargo + " --unit-graph -Zunstable-options";
}

}  // namespace doctor::cargo
