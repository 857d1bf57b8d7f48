// The arguments of a cargo call as cargo understands them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "cargo/config.h"

namespace doctor::cargo {

// The kinds of targets a package can have (cargo/targets.h).
enum class TargetKind { kLibrary, kBinary, kExample, kTest, kBench };

// What --lib, --bins, --test NAME and the like ask for.
struct TargetChoice {
  std::set<TargetKind> all;
  std::map<TargetKind, std::vector<std::string>> names;

  bool is_default() const { return all.empty() && names.empty(); }
};

struct Arguments {
  std::string subcommand;             // "build" for "b"; empty where there is none
  std::string profile;                // as asked for with --profile, may be empty
  bool is_release = false;            // --release
  bool is_debug = false;              // --debug, of install
  std::vector<std::string> config;    // --config
  std::string folder;                 // -C
  std::string manifest_path;          // --manifest-path
  std::string install_path;           // --path, of install
  std::vector<std::string> unstable;  // -Z
  std::vector<std::string> packages;  // -p
  std::vector<std::string> excluded;  // --exclude
  std::vector<std::string> targets;   // --target
  bool is_workspace = false;          // --workspace
  TargetChoice choice;
  std::vector<std::string> features;  // --features
  bool has_all_features = false;
  bool is_without_defaults = false;  // --no-default-features
  std::vector<std::string> behind;   // behind "--"
};

// Reads the words behind "cargo" (and behind +toolchain). Nothing is refused here. --config and -Z
// behind the subcommand replace those in front of it (measured with 1.95 and 1.97).
Arguments read_arguments(const std::vector<std::string>& words);

// The words without the options of these names and their values; what is behind "--" stays.
std::vector<std::string> without_options(const std::vector<std::string>& words,
                                         const std::vector<std::string>& names);

// Where the subcommand stands in them, or their number.
std::size_t subcommand_index(const std::vector<std::string>& words);

struct Expanded {
  std::vector<std::string> words;
  std::vector<std::string> outer;  // what stood in front of an alias: it counts as well
};

// The words with aliases resolved as the configuration has them, cargo's short ones included (U7).
// Cargo's own commands cannot be renamed. A circle is refused.
Outcome<Expanded> expand_alias(const std::vector<std::string>& words, const Config& config);

// Those of the expanded words, with --config and -Z of the outer ones in front.
Arguments read_arguments(const Expanded& expanded);

// Old spellings of --profile that mean a kind of target: `cargo check --profile test`.
bool means_tests(const Arguments& arguments);

// Whether cargo counts dev-dependencies: tests, benches or examples are asked for.
bool builds_tests(const Arguments& arguments);

// The profile that the whole call uses (U1). Refused: --release with --profile, reserved names.
Outcome<std::string> requested_profile(const Arguments& arguments);

// What cargo does with a subcommand.
enum class Action {
  kBuild,    // compiles
  kCheck,    // compiles without generating code for most packages (U5)
  kTest,     // compiles and uses dev-dependencies
  kDoc,      // rustdoc, which ignores the profile's backend (U6)
  kNothing,  // compiles nothing (G7)
  kUnknown,  // not one of cargo's own
};
Action action_of(const std::string& subcommand);

// The known subcommand nearest to a misspelled one, or empty.
std::string closest_subcommand(const std::string& subcommand);

}  // namespace doctor::cargo
