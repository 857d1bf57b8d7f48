// The forms in which keys can be set: arguments of the command, variables, a file.
#pragma once

#include <string>
#include <vector>

#include "cargo/command.h"
#include "override/edit.h"
#include "override/keys.h"
#include "override/plan.h"

namespace doctor::override {

// Keys and, with `opens_gate`, the gate (cargo/rules.md T10).
struct Wanted {
  std::vector<Key> keys;
  bool opens_gate = true;

  // As edits of a file.
  std::vector<Setting> settings() const;
};

// `--config` arguments: no file changes, and nothing but a later one beats them.
Option by_arguments(const cargo::Command& command, const Wanted& wanted,
                    cargo::ArgumentPlace place = cargo::ArgumentPlace::kBehindSubcommand);

// Variables. A package has none that works in general (E4): the keys must not name one.
Option by_environment(const cargo::Command& command, const Wanted& wanted);

// RUSTFLAGS or CARGO_ENCODED_RUSTFLAGS with `words` and LLVM behind them: the last one wins (R1).
// The encoded form cannot be shown as a line for a shell.
Option by_flags(const cargo::Command& command, std::vector<std::string> words, bool is_encoded);

}  // namespace doctor::override
